import unittest
from decimal import Decimal

from recommendations import products
from recommendations.products import Product
from recommendations.similarity import Recommender, score


def product(id, category="tea", tags=("leaves",), price="10"):
    return Product(id, id.title(), category, frozenset(tags), Decimal(price))


class SimilarityTest(unittest.TestCase):
    def test_products_without_a_shared_tag_have_nothing_to_do_with_each_other(self):
        self.assertEqual(0, score(product("a", tags=["x"]), product("b", tags=["y"])))

    def test_counts_shared_tags_complements_and_prices(self):
        one = product("a", tags=["x", "y"], price="10")
        self.assertAlmostEqual(0.5 + 0.2, score(one, product("b", tags=["x"], price="10")))
        self.assertAlmostEqual(0.5 + 0.1, score(one, product("b", tags=["x"], price="5")))
        other = product("b", category="tools", tags=["x"], price="5")
        self.assertAlmostEqual(0.5 + 0.1 + 0.1, score(one, other))
        self.assertAlmostEqual(score(one, other), score(other, one))

    def test_free_products_are_recommended_too(self):
        self.assertGreater(score(product("a", price="0"), product("b", price="0")), 0)

    def test_the_best_come_first_and_equals_by_id(self):
        recommender = Recommender(
            [
                product("tea", tags=["tea", "leaves"]),
                product("pot", category="tools", tags=["tea"]),
                product("c", tags=["leaves"]),
                product("b", tags=["leaves"]),
                product("cake", tags=["sweet"]),
            ]
        )
        best = [entry.product.id for entry in recommender.best("tea", 10)]
        self.assertEqual(["pot", "b", "c"], best)
        self.assertEqual(["pot"], [e.product.id for e in recommender.best("tea", 1)])

    def test_the_catalogue_of_the_repository_gives_recommendations_for_most_products(self):
        recommender = Recommender(products.load(products.CATALOGUE))
        with_some = [name for name in recommender.products if recommender.best(name, 1)]
        self.assertGreaterEqual(len(with_some), len(recommender.products) * 0.8)
