# sets: default, education
import heapq
from dataclasses import dataclass, field
from itertools import count
from typing import Callable
import random

@dataclass(order=True)
class Event:
    time: float
    seq: int = field(default_factory=count().__next__)
    action: Callable = field(compare=False, default=None)

@dataclass(frozen=True, slots=True)
class Customer:
    id: int
    arrived: float = 0.0
    def __post_init__(self):
        if self.id < 0:
            raise ValueError("id")

class Sim:
    def __init__(self):
        self.now = 0.0
        self.queue: list[Event] = []
        self.stats: dict[str, float] = dict.fromkeys(["served", "wait"], 0)
    def at(self, delay, fn):
        heapq.heappush(self.queue, Event(self.now + delay, action=fn))
    def run(self, until):
        while self.queue and self.queue[0].time <= until:
            ev = heapq.heappop(self.queue)
            self.now = ev.time
            ev.action()

sim, rng, waiting, busy = Sim(), random.Random(42), [], False
def arrive(n=0):
    waiting.append(Customer(n, sim.now))
    if n < 20:
        sim.at(rng.expovariate(1.0), lambda: arrive(n + 1))
    serve()
def serve():
    global busy
    if busy or not waiting: return
    busy = True
    c = waiting.pop(0)
    sim.stats["wait"] += sim.now - c.arrived
    sim.at(0.9, done)
def done():
    global busy
    busy = False
    sim.stats["served"] += 1
    serve()
sim.at(0, arrive)
sim.run(100)
print({k: round(v, 4) for k, v in sim.stats.items()}, round(sim.now, 4))
try:
    Customer(1).id = 3
except Exception as e:
    print(type(e).__name__, e)
try:
    Customer(-1)
except ValueError as e: print(e)
print(Customer(2) == Customer(2), hash(Customer(2)) == hash(Customer(2)), {Customer(2), Customer(2)}, Event(1.0) < Event(1.0))
