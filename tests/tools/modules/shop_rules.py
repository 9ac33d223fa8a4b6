"""A module of a host as hosts write them: it imports what it likes and keeps state."""

import os
import shop_prices
from dataclasses import dataclass
from typing import NamedTuple

_secret = os.environ.get("HOME", "none")
RATES = {"tea": 1.5, "jam": 2}
SIZES = ["small", "large"]
history = []
RULES_FILE = "/etc/shop.toml"
forks = []
os.register_at_fork(after_in_child=lambda: forks.append(os.getpid()))


class Line(NamedTuple):
    item: str
    count: int = 1


@dataclass
class Basket:
    owner: str
    total: float = 0

    def add(self, item, count=1):
        self.total += price(item) * count
        history.append(item)
        return self

    def _audit(self):
        return os.getcwd()


class Closed:
    limit = 3


def price(item):
    """The price of an item."""
    return shop_prices.PRICES[item] * RATES.get(item, 1)


def load(path):
    with open(path) as file:
        return file.read()


def seen():
    return len(history)


def forked():
    return len(forks)


def field(item, name):
    return getattr(item, name)


def leak():
    return os
