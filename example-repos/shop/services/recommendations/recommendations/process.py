"""The service as a process: where it listens, and how it is told to end."""

from __future__ import annotations

import re
import signal
import sys
from threading import Event
from typing import List, Mapping

from recommendations.http_service import HttpService
from recommendations.log import log
from recommendations.routing import Route


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
        service = HttpService(
            name, routes, (host, int(port)), served_by=environment.get("HOSTNAME", "")
        )
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
