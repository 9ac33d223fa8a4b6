import bisect
import collections
import copy
from typing import Iterable

Interval = collections.namedtuple("Interval", ["low", "high"])


def merge(intervals: Iterable[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    for interval in sorted(intervals):
        if merged and interval.low <= merged[-1].high:
            merged[-1] = merged[-1]._replace(high=max(merged[-1].high, interval.high))
        else:
            merged.append(interval)
    return merged


spans = merge([Interval(5, 8), Interval(1, 3), Interval(2, 4)])
lows = [span.low for span in spans]
deep = copy.deepcopy({"spans": spans})
deep["spans"].pop()
print(spans, bisect.bisect_right(lows, 5), len(deep["spans"]), spans[0]._asdict())
chain = collections.ChainMap({"a": 1}, {"a": 2, "b": 3})
print(chain["a"], chain["b"], collections.deque([1, 2, 3], maxlen=2))
