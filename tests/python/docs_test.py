"""Every Python example of the documentation is run, and prints what the page says."""

import doctest
import os
import unittest

PAGES = ["PYTHON.md", "MIGRATING.md"]


class Pages(unittest.TestCase):
    def test_examples(self):
        for page in PAGES:
            with self.subTest(page):
                path = os.path.join(os.environ["STOCKADE_SOURCE_DIR"], "docs", page)
                failed, tried = doctest.testfile(
                    path, module_relative=False, encoding="utf-8",
                    optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
                self.assertGreater(tried, 5)
                self.assertEqual(failed, 0)


if __name__ == "__main__":
    unittest.main()
