"""Counts requests and how long they took, and shows both in Prometheus' text format.

The number of series is bounded: methods are a fixed set and routes are those of the service.
"""

from __future__ import annotations

from bisect import bisect_left
from threading import Lock
from typing import Dict, List

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

BOUNDS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0]
"""Upper bounds of the histogram's buckets, in seconds; the last bucket has none."""

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class Metrics:
    """The counts of one service."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answers: Dict[str, int] = {}
        self._buckets: Dict[str, List[int]] = {}
        self._sums: Dict[str, float] = {}

    def count(self, method: str, route: str, code: int, seconds: float) -> None:
        """Counts one answered request."""
        known = method if method in METHODS else "OTHER"
        operation = f'method="{known}",route="{route}"'
        answer = f'code="{code}",{operation}'
        with self._lock:
            self._answers[answer] = self._answers.get(answer, 0) + 1
            buckets = self._buckets.setdefault(operation, [0] * (len(BOUNDS) + 1))
            buckets[bisect_left(BOUNDS, seconds)] += 1
            self._sums[operation] = self._sums.get(operation, 0.0) + seconds

    def exposition(self) -> str:
        """Everything counted so far."""
        lines = [
            "# HELP http_requests_total Requests answered.",
            "# TYPE http_requests_total counter",
        ]
        with self._lock:
            for labels, count in self._answers.items():
                lines.append(f"http_requests_total{{{labels}}} {count}")
            lines.append("# HELP http_request_duration_seconds Time from a request to its answer.")
            lines.append("# TYPE http_request_duration_seconds histogram")
            for labels, buckets in self._buckets.items():
                lines += self._histogram(labels, buckets)
        return "\n".join(lines) + "\n"

    def _histogram(self, labels: str, buckets: List[int]) -> List[str]:
        name = "http_request_duration_seconds"
        lines = []
        count = 0
        for bound, in_bucket in zip([*BOUNDS, "+Inf"], buckets):
            count += in_bucket
            lines.append(f'{name}_bucket{{{labels},le="{bound}"}} {count}')
        lines.append(f"{name}_sum{{{labels}}} {self._sums[labels]}")
        lines.append(f"{name}_count{{{labels}}} {count}")
        return lines
