"""A small client of the Kubernetes API: one connection per thread, no throttling, no retries."""

import concurrent.futures
import http.client
import json
import ssl
import threading
import urllib.parse

TIMEOUT_SECONDS = 60
MERGE_PATCH = "application/merge-patch+json"


class ApiError(Exception):
    """The API server has refused a request."""

    def __init__(self, code, what, message):
        super().__init__(f"{what}: {code} {message}")
        self.code = code


class Access:
    """How to reach an API server as one user."""

    def __init__(self, port, token, authority):
        self.port, self.token, self.authority = port, token, str(authority)

    def connection(self, timeout=TIMEOUT_SECONDS):
        """A new connection."""
        context = ssl.create_default_context(cafile=self.authority)
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=timeout, context=context)

    def headers(self, content="application/json"):
        """What every request carries."""
        return {"Authorization": f"Bearer {self.token}", "Content-Type": content, "Accept": "application/json"}


class Api:
    """Requests of a benchmark's driver."""

    def __init__(self, access, threads=16):
        self.access = access
        self._local = threading.local()
        self._pool = concurrent.futures.ThreadPoolExecutor(threads, thread_name_prefix="driver")

    def request(self, method, path, body=None, content="application/json"):
        """Sends a request and returns the parsed answer; a connection that was closed meanwhile is made anew once."""
        data = None if body is None else json.dumps(body)
        for attempt in (1, 2):
            connection = getattr(self._local, "connection", None)
            if connection is None:
                connection = self._local.connection = self.access.connection()
            try:
                connection.request(method, path, data, self.access.headers(content))
                answer = connection.getresponse()
                text = answer.read()
                break
            except (http.client.HTTPException, OSError):
                connection.close()
                self._local.connection = None
                if attempt == 2:
                    raise
        if answer.status >= 300:
            raise ApiError(answer.status, f"{method} {path}", text.decode(errors="replace")[:500])
        return json.loads(text) if text.startswith(b"{") else text

    def get(self, path):
        """GET."""
        return self.request("GET", path)

    def create(self, collection, body):
        """POST; that it exists already is fine."""
        try:
            return self.request("POST", collection, body)
        except ApiError as refused:
            if refused.code != 409:
                raise
            return None

    def merge(self, path, body):
        """A merge patch."""
        return self.request("PATCH", path, body, MERGE_PATCH)

    def delete(self, path):
        """DELETE; that it is gone already is fine."""
        try:
            return self.request("DELETE", path)
        except ApiError as refused:
            if refused.code != 404:
                raise
            return None

    def all(self, function, items):
        """Calls a function for every item, several at a time; returns the results in order."""
        return list(self._pool.map(function, items))


def query(path, **parameters):
    """A path with a query string."""
    return f"{path}?{urllib.parse.urlencode(parameters)}"
