"""Requests, the routes that answer them, and the problems they run into."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Callable, Dict, List, Optional, Tuple
from urllib.parse import unquote

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


def find(routes: List[Route], method: str, path: str) -> Tuple[Route, Dict[str, str]]:
    """The route for a method and an undecoded path, with the values of its named parts.

    What matches no route gets one that answers with a problem.
    """
    allowed = set()
    for route in routes:
        parameters = route.match(path)
        if parameters is not None and route.method == method:
            return route, parameters
        if parameters is not None:
            allowed.add(route.method)
    problem = Problem(404, "not_found", "there is nothing here")
    if allowed:
        methods = ", ".join(sorted(allowed))
        message = f"only {methods} is possible here"
        problem = Problem(405, "method_not_allowed", message, {"Allow": methods})
    return Route(method, UNMATCHED, lambda _: _raise(problem)), {}


def _raise(problem: Problem) -> object:
    raise problem
