from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Item:
    name: str
    price: float
    tags: list = field(default_factory=list)


@dataclass
class Order:
    item: Item
    count: int

    @property
    def total(self):
        return self.item.price * self.count


def main():
    items = [Item(f"item{i}", i % 13 + 0.5, [f"t{i % 3}", f"u{i % 5}"]) for i in range(60)]
    orders = [Order(items[i * 7 % 60], i % 9) for i in range(20000)]
    by_tag = defaultdict(float)
    for order in orders:
        for tag in order.item.tags:
            by_tag[tag] += order.total
    return {k: round(v, 2) for k, v in sorted(by_tag.items())}
