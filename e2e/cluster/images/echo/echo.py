"""A service for checks: says its pod's name, and counts its requests for Prometheus."""

import http.server
import socket

requests = 0


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        global requests
        if self.path == "/metrics":
            body = f"# TYPE echo_requests_total counter\necho_requests_total {requests}\n"
        else:
            requests += 1
            body = f"echo from {socket.gethostname()}\n"
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *arguments):
        """Says nothing for each request."""


http.server.ThreadingHTTPServer(("", 8080), Handler).serve_forever()
