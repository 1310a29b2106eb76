"""Figures of several runs: percentiles, medians, spread, ratios, a table."""

import dataclasses
import math
import statistics

# Ratios of figures this small say nothing.
TOO_SMALL = 1e-9


def percentiles(values, wanted):
    """Percentiles by nearest rank, by name: `p50`, `p99`, `max`."""
    ordered = sorted(values)
    return {
        "max" if share == 100 else f"p{share}": ordered[max(0, math.ceil(share / 100 * len(ordered)) - 1)]
        for share in wanted
    }


@dataclasses.dataclass
class Figure:
    """One figure of every contender, of every run so far. Lower is better."""

    group: str
    name: str
    unit: str
    values: dict = dataclasses.field(default_factory=dict)

    def add(self, contender, value):
        """One more run."""
        self.values.setdefault(contender, []).append(value)

    def median(self, contender):
        """The median of the runs; None when there is none."""
        values = self.values.get(contender)
        return statistics.median(values) if values else None

    def ratio(self, contender, base):
        """A contender's median as a share of another's; None when one of them is missing or almost 0."""
        own, other = self.median(contender), self.median(base)
        return None if own is None or other is None or other < TOO_SMALL else own / other


class Figures:
    """All figures of a benchmark, in the order in which they were first reported."""

    def __init__(self):
        self._figures = {}

    def add(self, contender, group, name, unit, value):
        """One more run of a figure."""
        self._figures.setdefault((group, name), Figure(group, name, unit)).add(contender, value)

    def __iter__(self):
        return iter(self._figures.values())


def number(value):
    """A number with three significant digits, but no fewer than its whole part has."""
    if value is None:
        return "–"
    if value == 0 or abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.{max(0, 2 - math.floor(math.log10(abs(value))))}f}"


def _cell(values):
    if not values:
        return "–"
    middle = number(statistics.median(values))
    return middle if len(values) == 1 else f"{middle} ({number(min(values))}–{number(max(values))})"


def table(figures, contenders):
    """A Markdown table: medians with the least and the most of the runs; ratios of the first contender to each other."""
    first, others = contenders[0], contenders[1:]
    lines = [
        "| what | unit | " + " | ".join([*contenders, *(f"{first} / {other}" for other in others)]) + " |",
        "| --- | --- |" + " ---: |" * (len(contenders) + len(others)),
    ]
    group = None
    for figure in figures:
        if figure.group != group:
            group = figure.group
            lines.append(f"| **{group}** | |" + " |" * (len(contenders) + len(others)))
        cells = [_cell(figure.values.get(contender)) for contender in contenders]
        ratios = [number(figure.ratio(first, other)) for other in others]
        lines.append(f"| {figure.name} | {figure.unit} | " + " | ".join([*cells, *ratios]) + " |")
    return "\n".join(lines)
