import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import build
from recommendations import products


class BuildTest(unittest.TestCase):
    def test_the_built_service_carries_the_catalogue_of_the_repository(self):
        with tempfile.TemporaryDirectory() as folder:
            app = Path(folder) / "app"
            build.build(app)
            bundled = app / "recommendations" / "products.json"
            self.assertEqual(products.CATALOGUE.read_bytes(), bundled.read_bytes())
            code = "from recommendations import products; print(products.source())"
            found = subprocess.check_output([sys.executable, "-c", code], cwd=app, text=True)
            self.assertEqual(str(bundled.resolve()), found.strip())

    def test_a_catalogue_that_is_no_list_of_products_is_refused(self):
        for text in ("{", "[{}]", '[{"id": 1}]', "[1]", "7"):
            with self.subTest(text), tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "products.json"
                path.write_text(text, encoding="utf-8")
                with self.assertRaisesRegex(ValueError, "products.json is not a list"):
                    products.load(path)
