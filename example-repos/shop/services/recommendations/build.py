"""Puts the service together in target/app: the package, and the catalogue's products with it."""

from __future__ import annotations

import shutil
from pathlib import Path

from recommendations import products

HERE = Path(__file__).resolve().parent


def build(target: Path) -> None:
    products.load(products.CATALOGUE)  # a bad catalogue is found now, and not at the start
    shutil.rmtree(target, ignore_errors=True)
    package = target / "recommendations"
    shutil.copytree(
        HERE / "recommendations",
        package,
        ignore=shutil.ignore_patterns("__pycache__", products.BUNDLED.name),
    )
    shutil.copyfile(products.CATALOGUE, package / products.BUNDLED.name)


if __name__ == "__main__":
    build(HERE / "target" / "app")
