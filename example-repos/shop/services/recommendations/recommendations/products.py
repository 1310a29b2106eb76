"""The catalogue's products, as far as recommendations need them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import FrozenSet, List

BUNDLED = Path(__file__).resolve().parent / "products.json"
"""Where the build puts the catalogue's products."""

CATALOGUE = (
    Path(__file__).resolve().parents[2] / "catalogue/src/main/resources/products.json"
)
"""Where they are in the repository."""


@dataclass(frozen=True)
class Product:
    """A product; its price is before the reduction."""

    id: str
    name: str
    category: str
    tags: FrozenSet[str]
    price: Decimal


def source() -> Path:
    """The products that were built in, or those of the repository when nothing was built."""
    return BUNDLED if BUNDLED.exists() else CATALOGUE


def load(path: Path) -> List[Product]:
    """Reads the products; a ValueError says what is wrong with the file."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return [
            Product(
                id=entry["id"],
                name=entry["name"],
                category=entry["category"],
                tags=frozenset(entry["tags"]),
                price=Decimal(entry["price"]),
            )
            for entry in entries
        ]
    except (KeyError, TypeError, ArithmeticError, ValueError) as problem:
        raise ValueError(f"{path} is not a list of products: {problem!r}") from problem
