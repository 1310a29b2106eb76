"""Starts the service where HOST and PORT say."""

from __future__ import annotations

import os
import sys

from recommendations import products
from recommendations.api import routes
from recommendations.process import run
from recommendations.similarity import Recommender

if __name__ == "__main__":
    recommender = Recommender(products.load(products.source()))
    sys.exit(run("recommendations", routes(recommender), os.environ))
