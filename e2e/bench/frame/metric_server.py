"""
A metric server that speaks as much of Prometheus' API as a query for one number needs.

It answers `errors{rollout="NAME"}` with 0, and with 1 once that rollout was told to fail; it tells home when it gave
such an answer for the first time. It runs in a process of its own, so that the driver's work does not delay answers.
"""

import http.client
import http.server
import json
import multiprocessing
import queue
import re
import time
import urllib.parse

NAME = re.compile(r'rollout="([^"]+)"')


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    failing = frozenset()
    answered = set()
    outlet = None

    def do_GET(self):
        """A query in the URL."""
        self._answer(urllib.parse.urlsplit(self.path).query)

    def do_POST(self):
        """A query in the body; also the driver's own `/fail`."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self.path == "/fail":
            type(self).failing = frozenset(json.loads(body))
            self._send({})
        else:
            self._answer(body or urllib.parse.urlsplit(self.path).query)

    def _answer(self, form):
        query = urllib.parse.parse_qs(form).get("query", [""])[0]
        found = NAME.search(query)
        name = found.group(1) if found else ""
        bad = name in self.failing
        sample = {"metric": {}, "value": [time.time(), "1" if bad else "0"]}
        body = {"status": "success", "data": {"resultType": "vector", "result": [sample]}}
        now = time.monotonic()
        self._send(body)
        if bad and name not in self.answered:
            self.answered.add(name)
            self.outlet.put((now, name))

    def _send(self, body):
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Says nothing."""


def _serve(pipe, outlet):
    class Server(http.server.ThreadingHTTPServer):
        """Takes as many connections at a time as a large fleet opens."""

        request_queue_size = 1024
        daemon_threads = True

    _Handler.outlet = outlet
    server = Server(("127.0.0.1", 0), _Handler)
    pipe.send(server.server_port)
    server.serve_forever()


class MetricServer:
    """The server, seen from the driver."""

    def __init__(self):
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._answers = context.Queue()
        self._process = context.Process(target=_serve, args=(theirs, self._answers), daemon=True)
        self._process.start()
        self.port = ours.recv()
        self.address = f"http://127.0.0.1:{self.port}"

    def fail(self, names):
        """From now on, answers badly for these rollouts and well for all others."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("POST", "/fail", json.dumps(sorted(names)))
        connection.getresponse().read()
        connection.close()

    def await_answers(self, names, seconds):
        """When each of these rollouts was first answered badly, by name; fewer when the time is over."""
        deadline = time.monotonic() + seconds
        times = {}
        while set(names) - set(times) and time.monotonic() < deadline:
            try:
                at, name = self._answers.get(timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                break
            times[name] = at
        return times

    def close(self):
        """Stops it."""
        self._process.terminate()
        self._process.join()
