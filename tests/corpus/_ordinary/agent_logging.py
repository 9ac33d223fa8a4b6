# sets: agent
#!/usr/bin/env python3
"""Summarise sales figures.

Generated to answer: "which region grew most?"
"""
from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections import Counter, defaultdict
from typing import Any, Dict, Iterable

logger = logging.getLogger(__name__)

DATA = [{"region": "north", "q": [10, 12, 15]}, {"region": "south", "q": [20, 18, 17]}]

def growth(rows: Iterable[Dict[str, Any]]) -> dict[str, float]:
    result: dict[str, float] = {}
    for row in rows:
        first, *_, last = row["q"]
        result[row["region"]] = (last - first) / first
        logger.debug("row %s -> %.2f", row["region"], result[row["region"]])
    return result

def parse_args(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbose", "-v", action="store_true")
    parser.add_argument("--top", type=int, default=1)
    return parser.parse_args(argv)

def main() -> int:
    args = parse_args(["--top", "2", "-v"])
    logging.basicConfig(level=logging.DEBUG if args.verbose else logging.INFO, format="%(levelname)s %(message)s",
                        stream=sys.stdout)
    g = growth(DATA)
    for region, v in sorted(g.items(), key=lambda kv: kv[1], reverse=True)[: args.top]:
        print(f"{region:>8}: {v:+.1%}")
    try:
        g["west"]
    except KeyError as exc:
        logger.warning("missing %s", exc)
    print(json.dumps(g, indent=2), file=sys.stdout)
    return 0

if __name__ == "__main__":
    sys.exit(main())
