"""Knows which requests are being answered, and waits until it has been quiet."""

from __future__ import annotations

from threading import Condition
from time import monotonic

MOST_QUIET_TIMES = 10


class Drain:
    """The requests of one service."""

    def __init__(self, quiet_seconds: float) -> None:
        self.draining = False
        self.requests = 0
        self._quiet_seconds = quiet_seconds
        self._in_flight = 0
        self._last = monotonic()
        self._changed = Condition()

    def begin(self) -> None:
        with self._changed:
            self._in_flight += 1
            self.requests += 1
            self._last = monotonic()

    def end(self) -> None:
        with self._changed:
            self._in_flight -= 1
            self._last = monotonic()
            self._changed.notify_all()

    def wait_until_quiet(self) -> None:
        """Waits until no request has come or been answered for the quiet time.

        Gives up after ten quiet times.
        """
        with self._changed:
            self.draining = True
            self._last = start = monotonic()
            while True:
                now = monotonic()
                left = start + self._quiet_seconds * MOST_QUIET_TIMES - now
                wait = self._last + self._quiet_seconds - now
                if left <= 0 or (wait <= 0 and self._in_flight == 0):
                    return
                self._changed.wait(min(left, max(wait, 0.001)))

    def wait_until_answered(self, seconds: float) -> None:
        """Waits until no request is being answered, for so many seconds at most."""
        with self._changed:
            self._changed.wait_for(lambda: self._in_flight == 0, seconds)
