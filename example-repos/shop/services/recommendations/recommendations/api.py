"""The routes of the service."""

from __future__ import annotations

from typing import List

from recommendations.routing import Problem, Request, Route
from recommendations.similarity import MOST, Recommender

WELCOME = "What goes well with it"


def routes(recommender: Recommender) -> List[Route]:
    """The routes, over the recommendations for one catalogue."""

    def summary(_: Request) -> object:
        featured = next(iter(recommender.products), None)
        return {
            "service": "recommendations",
            "welcome": WELCOME,
            "products": len(recommender.products),
            "featured": featured and answer(featured, 3),
        }

    def recommend(request: Request) -> object:
        return answer(request.parameters["id"], request.number("limit", 3, 1, MOST))

    def answer(product_id: str, limit: int) -> object:
        if product_id not in recommender.products:
            raise Problem(404, "not_found", "there is no product with this id")
        return {
            "product": product_id,
            "goesWellWith": [
                {
                    "product": entry.product.id,
                    "name": entry.product.name,
                    "score": round(entry.score, 3),
                }
                for entry in recommender.best(product_id, limit)
            ],
        }

    return [
        Route("GET", "/recommendations", summary),
        Route("GET", "/recommendations/products/{id}", recommend),
    ]
