# Dataclasses, sorting with keys and grouping.
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Event:
    day: int
    kind: str
    tags: list = field(default_factory=list)
    weight: float = 1.0


def main():
    events = [Event(i * 7919 % 365, "abcde"[i % 5], [i % 3, i % 7], i % 11 / 2) for i in range(2500)]
    events.sort(key=lambda e: (e.day, e.kind))
    groups = defaultdict(list)
    for event in events:
        groups[event.kind].append(event)
        event.weight *= 1 + len(event.tags) / 10
    heaviest = {kind: max(found, key=lambda e: e.weight).day for kind, found in groups.items()}
    return heaviest, round(sum(e.weight for e in events), 3)
