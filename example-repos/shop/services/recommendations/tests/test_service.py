import http.client
import json
import threading
import unittest
from decimal import Decimal

from recommendations.api import routes
from recommendations.http_service import MAX_BODY, HttpService
from recommendations.products import Product
from recommendations.routing import Route
from recommendations.similarity import Recommender


class ServiceTest(unittest.TestCase):
    def setUp(self):
        self.entered = threading.Event()
        self.released = threading.Event()
        recommender = Recommender(
            Product(name, name.title(), "tea", frozenset(["tea"]), Decimal("5"))
            for name in ("pot", "tea")
        )
        more = [
            Route("GET", "/slow", self.wait_for_release),
            Route("GET", "/bug", lambda request: request.parameters["a secret"]),
        ]
        self.service = HttpService(
            "recommendations", routes(recommender) + more, ("127.0.0.1", 0), quiet_seconds=0.5, served_by="pod-1"
        )
        self.service.start()
        self.connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=10)

    def tearDown(self):
        self.released.set()
        self.connection.close()
        self.service.shutdown()
        self.service.server_close()

    def wait_for_release(self, _):
        self.entered.set()
        self.released.wait()
        return {"slow": True}

    def send(self, path, method="GET", body=None):
        self.connection.request(method, path, body)
        response = self.connection.getresponse()
        text = response.read().decode("utf-8")
        is_json = response.getheader("Content-Type") == "application/json"
        return response, json.loads(text) if is_json else text

    def test_says_what_goes_well_with_a_product(self):
        response, answer = self.send("/recommendations/products/tea?limit=1")
        self.assertEqual(200, response.status)
        self.assertEqual(["pot"], [entry["product"] for entry in answer["goesWellWith"]])
        response, summary = self.send("/recommendations")
        self.assertEqual(2, summary["products"])
        self.assertEqual("pod-1", response.getheader("X-Served-By"))

    def test_tells_what_is_wrong_as_json(self):
        for status, path in (
            (404, "/recommendations/products/cake"),
            (404, "/nothing"),
            (400, "/recommendations/products/tea?limit=0"),
            (400, "/recommendations/products/tea?limit=many"),
        ):
            with self.subTest(path):
                response, answer = self.send(path)
                self.assertEqual(status, response.status)
                self.assertEqual(status, answer["error"]["status"])
        response, _ = self.send("/recommendations", "POST", "{}")
        self.assertEqual((405, "GET"), (response.status, response.getheader("Allow")))
        response, _ = self.send("/recommendations", "GET", "x" * (MAX_BODY + 1))
        self.assertEqual(413, response.status)

    def test_hides_the_cause_of_its_own_faults(self):
        response, answer = self.send("/bug")
        self.assertEqual(500, response.status)
        self.assertNotIn("secret", str(answer))

    def test_counts_requests_by_route_and_not_by_path(self):
        for path in ("/recommendations/products/tea", "/recommendations/products/pot", "/healthz"):
            self.send(path)
        _, metrics = self.send("/metrics")
        route = 'method="GET",route="/recommendations/products/{id}"'
        self.assertIn(f'\nhttp_requests_total{{code="200",{route}}} 2\n', metrics)
        self.assertIn(f'_bucket{{{route},le="+Inf"}} 2\n', metrics)
        self.assertNotIn("healthz", metrics)

    def test_finishes_what_it_is_answering_before_it_stops(self):
        slow = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=10)
        slow.request("GET", "/slow")
        self.entered.wait()
        stopping = threading.Thread(target=self.service.stop)
        stopping.start()
        while self.send("/readyz")[0].status == 200:
            pass
        self.assertEqual(200, self.send("/healthz")[0].status)
        response, _ = self.send("/recommendations")
        self.assertEqual((200, "close"), (response.status, response.getheader("Connection")))
        self.released.set()
        self.assertEqual(200, slow.getresponse().status)
        slow.close()
        stopping.join()
        with self.assertRaises(ConnectionRefusedError):
            self.send("/healthz")
