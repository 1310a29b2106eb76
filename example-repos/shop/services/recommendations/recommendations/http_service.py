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
import signal
import socketserver
import sys
from dataclasses import dataclass
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler
from threading import Event, Thread
from time import perf_counter
from typing import Callable, Dict, List, Mapping, Optional, Tuple
from urllib.parse import parse_qs, unquote

from recommendations import metrics
from recommendations.drain import Drain

MAX_BODY = 64 * 1024
QUIET_SECONDS = 1.0
UNMATCHED = "unmatched"
"""What metrics call a request that no route is for: one name, however many paths are tried."""


class Problem(Exception):
    """Why a request cannot be answered, as the client is told it: ``{"error": {…}}``."""

    def __init__(
        self, status: int, code: str, message: str, headers: Optional[Dict[str, str]] = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.headers = headers or {}

    def document(self) -> object:
        return {"error": {"status": self.status, "code": self.code, "message": str(self)}}


@dataclass(frozen=True)
class Request:
    """What a client asks for: the variable parts of the path, and the query."""

    parameters: Dict[str, str]
    query: Dict[str, List[str]]

    def number(self, name: str, otherwise: int, least: int, most: int) -> int:
        """A whole number from the query; a Problem when it is not one between the bounds."""
        if name not in self.query:
            return otherwise
        text = self.query[name][0]
        if re.fullmatch("[0-9]{1,9}", text) and least <= int(text) <= most:
            return int(text)
        raise Problem(400, "bad_request", f"{name} is a whole number from {least} to {most}")


@dataclass(frozen=True)
class Route:
    """How one method on one path, such as /recommendations/products/{id}, is answered."""

    method: str
    path: str
    handle: Callable[[Request], object]

    def match(self, path: str) -> Optional[Dict[str, str]]:
        """The named parts of the path, or None when the path is another."""
        wanted, parts = self.path.split("/"), path.split("/")
        if len(wanted) != len(parts):
            return None
        parameters = {}
        for name, part in zip(wanted, parts):
            if name.startswith("{"):
                parameters[name[1:-1]] = unquote(part)
            elif name != part:
                return None
        return parameters


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
    ) -> None:
        self.name = name
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
            route, parameters = self._find(path)
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

    def _find(self, path: str) -> Tuple[Route, Dict[str, str]]:
        allowed = set()
        for route in self.server.routes:
            parameters = route.match(path)
            if parameters is not None and route.method == self.command:
                return route, parameters
            if parameters is not None:
                allowed.add(route.method)
        problem = Problem(404, "not_found", "there is nothing here")
        if allowed:
            methods = ", ".join(sorted(allowed))
            message = f"only {methods} is possible here"
            problem = Problem(405, "method_not_allowed", message, {"Allow": methods})
        return Route(self.command, UNMATCHED, lambda _: _raise(problem)), {}

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


def run(name: str, routes: List[Route], environment: Mapping[str, str]) -> int:
    """Runs a service where HOST and PORT say, until the process is told to end."""
    host, port = environment.get("HOST", "0.0.0.0"), environment.get("PORT", "8080")
    if not re.fullmatch("[0-9]{1,5}", port) or int(port) > 65535:
        print(f'{name}: PORT is a number from 0 to 65535, not "{port}"', file=sys.stderr)
        return 1
    told = Event()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    signal.signal(signal.SIGINT, lambda *_: told.set())
    try:
        service = HttpService(name, routes, (host, int(port)))
    except OSError as problem:
        print(f"{name}: cannot listen on {host}:{port}: {problem}", file=sys.stderr)
        return 1
    service.start()
    log(name, "info", "started", address=f"{host}:{service.port}")
    told.wait()
    log(name, "info", "stopping")
    service.stop()
    log(name, "info", "stopped", requests=service.drain.requests)
    return 0


def log(service: str, level: str, event: str, **more: object) -> None:
    """Writes what happens to the service as a whole, one JSON object a line."""
    line = {
        "time": datetime.now(timezone.utc).isoformat(),
        "level": level,
        "service": service,
        "event": event,
        **more,
    }
    print(json.dumps(line), flush=True)


def _raise(problem: Problem) -> object:
    raise problem
