"""Processes that a benchmark starts, and what /proc says of them."""

import os
import pathlib
import signal
import subprocess
import threading
import time

TICKS = os.sysconf("SC_CLK_TCK")
MIB = 1024 * 1024
STOP_SECONDS = 20


class Failed(Exception):
    """Something that a benchmark cannot go on without has failed; the message says what to do."""


class WrongUsage(Failed):
    """The command line asks for what cannot be; nothing was started."""


def _stat(pid):
    """The fields of /proc/PID/stat from the state on; None when the process is gone."""
    try:
        text = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    return text[text.rindex(")") + 2 :].split()


def tree(pid):
    """The process and everything that it has started and that still runs."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            fields = _stat(entry)
            if fields:
                parents.setdefault(int(fields[1]), []).append(int(entry))
    found = [pid]
    for known in found:
        found.extend(parents.get(known, []))
    return found


def cpu_seconds(pid):
    """User and system time of the process tree, children that have ended included."""
    ticks = 0
    for member in tree(pid):
        fields = _stat(member)
        if fields:
            ticks += sum(int(field) for field in fields[11:15])
    return ticks / TICKS


def resident_mib(pid):
    """Resident memory of the process tree (VmRSS), in MiB."""
    total = 0
    for member in tree(pid):
        try:
            lines = pathlib.Path(f"/proc/{member}/status").read_text(encoding="utf-8").splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))
    return total / MIB


class Process:
    """A program in a session of its own, with its output in a file."""

    def __init__(self, name, command, log, env=None):
        self.name, self.log = name, pathlib.Path(log)
        with open(self.log, "ab") as output:
            self.started_at = time.monotonic()
            self._process = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(env or {})},
                start_new_session=True,
            )
        self.pid = self._process.pid

    def running(self):
        """Whether it has not ended yet."""
        return self._process.poll() is None

    def cpu_seconds(self):
        """Processor time so far."""
        return cpu_seconds(self.pid)

    def resident_mib(self):
        """Resident memory now."""
        return resident_mib(self.pid)

    def await_true(self, what, condition, seconds):
        """Waits until a condition holds. When the process ends or the time is over, stops it and fails."""
        deadline = time.monotonic() + seconds
        try:
            while not condition():
                if not self.running():
                    raise Failed(f"{self.name} has ended:\n{self.tail()}")
                if time.monotonic() > deadline:
                    raise Failed(f"{self.name}: {what} took more than {seconds} s:\n{self.tail()}")
                time.sleep(0.05)
        except BaseException:
            self.stop()
            raise

    def tail(self, lines=15):
        """The end of its output."""
        text = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
        return "\n".join([f"--- the last lines of {self.log}", *text])

    def stop(self):
        """Asks it to end, waits, and kills it when it does not; returns when it is gone."""
        if self.running():
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(self.pid, signal.SIGKILL)
                self._process.wait()


class MemoryWatch:
    """Samples a process's resident memory until it is closed; remembers the most."""

    def __init__(self, process, interval=0.25):
        self.most = process.resident_mib()
        self._process, self._interval = process, interval
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def _sample(self):
        while not self._closed.wait(self._interval):
            self.most = max(self.most, self._process.resident_mib())

    def close(self):
        """Ends the sampling and returns the most that was seen, in MiB."""
        self._closed.set()
        self._thread.join()
        return self.most
