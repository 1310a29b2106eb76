"""
Watches of the API server, with the time at which each change arrived.

A watch runs in a process of its own: the driver's threads would otherwise delay the clock that everything is measured
by. It sends home only what a benchmark looks at, with CLOCK_MONOTONIC's time, which all processes share.
"""

import json
import multiprocessing
import threading
import time

from frame.api import Api, query

READ_SECONDS = 3600


def _follow(access, path, reduce, version, outlet):
    """Sends every change home, for ever. A watch that the API server ends is resumed where it was."""
    while version:
        version = _watch(access, path, reduce, version, outlet)


def _watch(access, path, reduce, version, outlet):
    """One watch; returns the version to resume at, or nothing when that is too old."""
    connection = access.connection(READ_SECONDS)
    connection.request("GET", query(path, watch="1", resourceVersion=version), headers=access.headers())
    answer = connection.getresponse()
    for line in answer:
        arrived = time.monotonic()
        event = json.loads(line)
        if event.get("type") not in ("ADDED", "MODIFIED", "DELETED"):
            outlet.put((arrived, None, f"{path}: {event.get('object', event).get('message')}"))
            return None
        metadata = event["object"]["metadata"]
        version = metadata["resourceVersion"]
        key = (metadata["namespace"], metadata["name"])
        outlet.put((arrived, key, None if event["type"] == "DELETED" else reduce(event["object"])))
    connection.close()
    return version


class Watch:
    """
    The last known state of every object of a kind, and every change with its time.

    `reduce` is a module's function (it crosses a process border) from an object to what is to be kept of it.
    """

    def __init__(self, access, path, reduce):
        listed = Api(access, 1).get(path)
        self._changed = threading.Condition()
        self._last = {
            (item["metadata"]["namespace"], item["metadata"]["name"]): reduce(item) for item in listed["items"]
        }
        self._listeners = []
        self._broken = None
        context = multiprocessing.get_context("spawn")
        self._inlet = context.SimpleQueue()
        self._process = context.Process(
            target=_follow, args=(access, path, reduce, listed["metadata"]["resourceVersion"], self._inlet), daemon=True
        )
        self._process.start()
        self._thread = threading.Thread(target=self._collect, daemon=True)
        self._thread.start()

    def _collect(self):
        while True:
            entry = self._inlet.get()
            if entry is None:
                return
            arrived, key, state = entry
            with self._changed:
                if key is None:
                    self._broken = state
                elif state is None:
                    self._last.pop(key, None)
                else:
                    self._last[key] = state
                    for listener in self._listeners:
                        listener(arrived, key, state)
                self._changed.notify_all()

    def listen(self, listener):
        """Calls back with (time, key, state) at every change from now on."""
        with self._changed:
            self._listeners.append(listener)

    def last(self, key):
        """The last known state of an object; None when there is none."""
        with self._changed:
            return self._last.get(key)

    def await_all(self, keys, condition, seconds, progress=None):
        """Waits until a condition holds for the state of every key; returns those for which it does not after the time."""
        deadline = time.monotonic() + seconds
        missing = set(keys)
        with self._changed:
            while True:
                if self._broken:
                    raise ConnectionError(self._broken)
                missing = {key for key in missing if not condition(key, self._last.get(key))}
                if progress:
                    progress(len(keys) - len(missing), len(keys))
                left = deadline - time.monotonic()
                if not missing or left <= 0:
                    return missing
                self._changed.wait(min(left, 1))

    def close(self):
        """Ends the watch."""
        self._process.terminate()
        self._process.join()
        self._inlet.put(None)
        self._thread.join()
