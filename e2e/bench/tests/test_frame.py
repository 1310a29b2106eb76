"""Tests of what the benchmarks' figures rest on: python3 -m unittest discover -s e2e/bench/tests"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse
import urllib.request

BENCH = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BENCH))

from benchmarks.fleet import RolloutState, canary_weight  # noqa: E402
from frame import audit, figures, processes  # noqa: E402
from frame.metric_server import MetricServer  # noqa: E402


class FiguresTest(unittest.TestCase):
    """Percentiles, medians, ratios, the table."""

    def test_percentiles_are_values_that_were_measured(self):
        self.assertEqual({"p50": 50, "p99": 99, "max": 100}, figures.percentiles(range(1, 101), (50, 99, 100)))
        self.assertEqual({"p50": 7, "p99": 7, "max": 7}, figures.percentiles([7], (50, 99, 100)))

    def test_a_ratio_is_of_medians_and_absent_when_one_is_missing(self):
        figure = figures.Figure("g", "n", "ms", {"a": [1, 2, 9], "b": [4, 4, 4], "zero": [0]})
        self.assertEqual(0.5, figure.ratio("a", "b"))
        self.assertIsNone(figure.ratio("a", "nobody"))
        self.assertIsNone(figure.ratio("a", "zero"))

    def test_the_table_shows_medians_spread_and_ratios_to_the_first(self):
        measured = figures.Figures()
        for value in (10, 30, 20):
            measured.add("a", "1 rollout", "time", "ms", value)
        measured.add("b", "1 rollout", "time", "ms", 40)
        lines = figures.table(measured, ["a", "b"]).splitlines()
        self.assertIn("| what | unit | a | b | a / b |", lines[0])
        self.assertEqual("| time | ms | 20.0 (10.0–30.0) | 40.0 | 0.500 |", lines[3])

    def test_numbers_keep_three_digits_and_their_whole_part(self):
        shown = [figures.number(value) for value in (None, 0, 0.01234, 1.5, 99.96, 1234.5)]
        self.assertEqual(["–", "0", "0.0123", "1.50", "100.0", "1234"], shown)


class AuditTest(unittest.TestCase):
    """Requests of one user, in one window of time."""

    def test_counts_whole_lines_of_the_user_since_the_beginning(self):
        with tempfile.TemporaryDirectory() as folder:
            log = pathlib.Path(folder) / "audit.log"
            log.write_text(_line("me", "get", "pods", 200, -60), encoding="utf-8")
            requests = audit.Requests(log, "me")
            with open(log, "a", encoding="utf-8") as lines:
                lines.write(_line("me", "patch", "rollouts", 409, 0.01, "status"))
                lines.write(_line("me", "create", "events", 201, 0.01))
                lines.write(_line("other", "create", "events", 201, 0.01))
                lines.write('{"cut off')
            time.sleep(0.05)
            counts = requests.count()
        self.assertEqual({"patch rollouts/status": 1, "create events": 1, "refused 409": 1}, dict(counts))
        self.assertEqual(2, audit.total(counts))


class ProcessesTest(unittest.TestCase):
    """What /proc says of a process and its children."""

    def test_processor_time_and_memory_of_children_count(self):
        burn = "import time\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass\ninput()"
        parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"
        with subprocess.Popen([sys.executable, "-c", parent], stdin=subprocess.PIPE) as process:
            deadline = time.monotonic() + 30
            while processes.cpu_seconds(process.pid) < 0.3 and time.monotonic() < deadline:
                time.sleep(0.05)
            self.assertGreaterEqual(processes.cpu_seconds(process.pid), 0.3)
            self.assertEqual(2, len(processes.tree(process.pid)))
            self.assertGreater(processes.resident_mib(process.pid), processes.resident_mib(os.getpid()) / 10)
            process.communicate(b"\n")

    def test_a_process_that_is_gone_has_nothing(self):
        self.assertEqual(0, processes.cpu_seconds(2**22 + 1))
        self.assertEqual(0, processes.resident_mib(2**22 + 1))

    def test_a_process_that_ends_early_is_told_with_the_end_of_its_output(self):
        with tempfile.TemporaryDirectory() as folder:
            process = processes.Process("brief", ["sh", "-c", "echo no such file >&2"], f"{folder}/log")
            with self.assertRaisesRegex(processes.Failed, "(?s)brief has ended.*no such file"):
                process.await_true("its start", lambda: False, 10)
            process.stop()


class FleetTest(unittest.TestCase):
    """What is read of rollouts and routes."""

    def test_an_update_is_done_when_its_generation_is_stable_and_healthy(self):
        state = RolloutState(3, "3", "Healthy", "abc", "abc", "")
        self.assertTrue(state.done(3))
        self.assertFalse(state.done(4))
        self.assertFalse(RolloutState(3, "2", "Healthy", "abc", "abc", "").done(3))
        self.assertFalse(RolloutState(3, "3", "Healthy", "abc", "def", "").done(3))

    def test_weights_are_read_from_both_kinds_of_routes(self):
        virtual_service = {"spec": {"http": [{"route": [{"weight": 80}, {"weight": 20}]}]}}
        http_route = {"spec": {"rules": [{"backendRefs": [{"weight": 100}, {"weight": 0}]}]}}
        self.assertEqual(20, canary_weight(virtual_service))
        self.assertEqual(0, canary_weight(http_route))


class MetricServerTest(unittest.TestCase):
    """Answers as Prometheus does."""

    def test_answers_badly_for_a_rollout_that_fails_and_tells_when(self):
        server = MetricServer()
        try:
            self.assertEqual("0", _query(server, "cart"))
            server.fail(["cart"])
            asked = time.monotonic()
            self.assertEqual("1", _query(server, "cart"))
            self.assertEqual("0", _query(server, "orders"))
            answered = server.await_answers(["cart"], 5)
            self.assertLessEqual(asked, answered["cart"])
            self.assertLessEqual(answered["cart"], time.monotonic())
        finally:
            server.close()


def _line(user, verb, resource, code, seconds, subresource=""):
    received = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + seconds))
    fraction = f"{(time.time() + seconds) % 1:.6f}"[1:]
    entry = {
        "user": {"username": user},
        "verb": verb,
        "requestURI": f"/api/v1/{resource}?x=1",
        "objectRef": {"resource": resource, "subresource": subresource},
        "responseStatus": {"code": code},
        "requestReceivedTimestamp": f"{received}{fraction}Z",
    }
    return json.dumps(entry) + "\n"


def _query(server, rollout):

    query = urllib.parse.urlencode({"query": f'errors{{rollout="{rollout}"}}'})
    with urllib.request.urlopen(f"{server.address}/api/v1/query", query.encode()) as answer:
        return json.load(answer)["data"]["result"][0]["value"][1]


if __name__ == "__main__":
    unittest.main()
