"""What a benchmark knows of a contender."""

import dataclasses
from typing import Callable, FrozenSet

from frame.cluster import Cluster
from frame.processes import Process


@dataclasses.dataclass(frozen=True)
class Contender:
    """
    A controller that can be started on a benchmark's API server.

    name: its name on the command line, in tables, and as a service account.
    version: returns what exactly is run.
    settings: what differs from how its makers ship it, in a few words.
    start: starts it and returns when it works.
    traffic: the kinds of routes that it can set weights in, the best first.
    """

    name: str
    version: Callable[[], str]
    settings: str
    start: Callable[[Cluster], Process]
    traffic: tuple
    verdicts: FrozenSet[str]

    @property
    def user(self):
        """Its name at the API server."""
        return f"system:serviceaccount:bench:{self.name}"
