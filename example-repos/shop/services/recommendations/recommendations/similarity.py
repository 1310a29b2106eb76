"""Finds what goes well with a product.

1. Two products go together by the tags they share: shared tags divided by all tags of both.
2. A little is added when they complete each other (different categories), and something more when
   they cost about the same (cheaper price divided by dearer price).
3. Products that share no tag have nothing to do with each other.

The best are found once, at the start; among equals, the first by id. So the same catalogue always
gives the same recommendations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Iterable, List

from recommendations.products import Product

COMPLETES = 0.10
COSTS_THE_SAME = 0.20
MOST = 10


@dataclass(frozen=True)
class Recommendation:
    """A product with how well it goes, from 0 to 1.3."""

    product: Product
    score: float


class Recommender:
    """The recommendations for every product of a catalogue."""

    def __init__(self, products: Iterable[Product]) -> None:
        self.products: Dict[str, Product] = {product.id: product for product in products}
        self._best = {product.id: self._rank(product) for product in self.products.values()}

    def best(self, product_id: str, limit: int) -> List[Recommendation]:
        """The best for a product, best first; a KeyError when there is no such product."""
        return self._best[product_id][:limit]

    def _rank(self, product: Product) -> List[Recommendation]:
        others = (other for other in self.products.values() if other.id != product.id)
        found = [Recommendation(other, score(product, other)) for other in others]
        fitting = [entry for entry in found if entry.score > 0]
        return sorted(fitting, key=lambda entry: (-entry.score, entry.product.id))[:MOST]


def score(one: Product, other: Product) -> float:
    """How well two products go together."""
    shared = len(one.tags & other.tags)
    if shared == 0:
        return 0.0
    total = shared / len(one.tags | other.tags)
    if one.category != other.category:
        total += COMPLETES
    dearer = max(one.price, other.price)
    if dearer > 0:
        total += COSTS_THE_SAME * float(min(one.price, other.price) / dearer)
    return total
