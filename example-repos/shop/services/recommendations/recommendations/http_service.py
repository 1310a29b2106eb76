"""A small HTTP service: its own routes, and /healthz, /readyz and /metrics.

How it stops, so that no request is lost:

1. /readyz answers 503 from now on, so that nobody is sent here any more.
2. Requests are still answered, each with ``Connection: close``, so that clients let go of their
   connections.
3. When no request has come for the quiet time and none is being answered, or after ten quiet
   times, it closes what is still open.
"""

from __future__ import annotations

import json
import re
import socketserver
import sys
from http.server import BaseHTTPRequestHandler
from threading import Thread
from time import perf_counter
from typing import Dict, List, Mapping, Optional, Tuple
from urllib.parse import parse_qs

from recommendations import metrics
from recommendations.drain import Drain
from recommendations.log import log
from recommendations.routing import Problem, Request, Route, find

MAX_BODY = 64 * 1024
QUIET_SECONDS = 1.0


class HttpService(socketserver.ThreadingTCPServer):
    """Serves routes, a thread for each connection. Port 0 takes any free port."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 1024

    def __init__(
        self,
        name: str,
        routes: List[Route],
        address: Tuple[str, int],
        quiet_seconds: float = QUIET_SECONDS,
        served_by: str = "",
    ) -> None:
        self.name = name
        self.served_by = served_by
        self.routes = routes
        self.metrics = metrics.Metrics()
        self.drain = Drain(quiet_seconds)
        self._quiet_seconds = quiet_seconds
        super().__init__(address, Connection)
        self._accepting = Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    @property
    def port(self) -> int:
        return self.server_address[1]

    def start(self) -> None:
        """Starts answering."""
        self._accepting.start()

    def stop(self) -> None:
        """Stops, and returns when everything is answered and nothing more is accepted."""
        self.drain.wait_until_quiet()
        self.shutdown()
        self.server_close()
        self.drain.wait_until_answered(self._quiet_seconds)

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection broke. Faults of a route are answered and logged where they happen."""
        kind = sys.exc_info()[0]
        if kind is None or not issubclass(kind, OSError):
            log(self.name, "error", "connection failed", cause=repr(sys.exc_info()[1]))


class Connection(BaseHTTPRequestHandler):
    """Answers the requests of one connection, one after the other."""

    server: HttpService
    protocol_version = "HTTP/1.1"
    server_version = "recommendations"
    sys_version = ""
    timeout = 75  # an idle connection outlives the minute that proxies keep theirs
    wbufsize = 64 * 1024  # head and body leave together
    disable_nagle_algorithm = True

    def serve(self) -> None:
        path, _, query = self.path.partition("?")
        if path == "/healthz":
            self._send(200, {"status": "ok"})
        elif path == "/readyz":
            self._send_readiness()
        elif path == "/metrics":
            self._send_text(200, metrics.CONTENT_TYPE, self.server.metrics.exposition())
        else:
            self._serve_route(path, query)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = serve

    def _send_readiness(self) -> None:
        if self.server.drain.draining:
            stopping = Problem(503, "stopping", f"{self.server.name} is stopping")
            self._send(503, stopping.document())
        else:
            self._send(200, {"status": "ready"})

    def _serve_route(self, path: str, query: str) -> None:
        self.server.drain.begin()
        try:
            start = perf_counter()
            route, parameters = find(self.server.routes, self.command, path)
            headers: Dict[str, str] = {}
            try:
                self._skip_body()
                request = Request(parameters, parse_qs(query, keep_blank_values=True))
                status, document = 200, route.handle(request)
            except Problem as problem:
                status, document, headers = problem.status, problem.document(), problem.headers
            except Exception as fault:  # whatever a route does wrong, its client gets an answer
                log(self.server.name, "error", "request failed", route=route.path, cause=repr(fault))
                ours = Problem(500, "internal", "this is our fault, not yours")
                status, document = ours.status, ours.document()
            seconds = perf_counter() - start
            self.server.metrics.count(self.command, route.path, status, seconds)
            self._send(status, document, headers)
            self.wfile.flush()
        finally:
            self.server.drain.end()

    def _skip_body(self) -> None:
        """Reads past a body, which no route here wants, to where the next request begins."""
        length = self.headers.get("Content-Length", "0")
        if self.headers.get("Transfer-Encoding") or not re.fullmatch("[0-9]{1,9}", length):
            self.close_connection = True
        elif int(length) > MAX_BODY:
            self.close_connection = True
            raise Problem(413, "too_large", f"{MAX_BODY} bytes at most")
        else:
            self.rfile.read(int(length))

    def _send(
        self, status: int, document: object, headers: Optional[Mapping[str, str]] = None
    ) -> None:
        self._send_text(status, "application/json", json.dumps(document), headers)

    def _send_text(
        self,
        status: int,
        content_type: str,
        text: str,
        headers: Optional[Mapping[str, str]] = None,
    ) -> None:
        body = text.encode("utf-8")
        self.send_response_only(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if self.server.served_by:
            self.send_header("X-Served-By", self.server.served_by)
        if self.server.drain.draining or self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_error(
        self, code: int, message: Optional[str] = None, explain: Optional[str] = None
    ) -> None:
        """Answers what is not HTTP, or a method that nobody knows."""
        self.close_connection = True
        self._send(code, Problem(code, "bad_request", message or "not understood").document())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: requests are counted, not logged."""
