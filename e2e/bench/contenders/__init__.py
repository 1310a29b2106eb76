"""The programs that are compared, by name."""

from contenders import argo, serin

ALL = {contender.name: contender for contender in (serin.CURRENT, argo.SHIPPED, argo.TUNED)}
