import random
from dataclasses import dataclass, field
from itertools import product

SUITS = "CDHS"
RANKS = "23456789TJQKA"


@dataclass(frozen=True, order=True)
class Card:
    rank: int
    suit: str = field(compare=False)

    def __str__(self):
        return f"{RANKS[self.rank]}{self.suit}"


class Deck:
    def __init__(self, seed):
        self._rng = random.Random(seed)
        self.cards = [Card(r, s) for r, s in product(range(13), SUITS)]
        self._rng.shuffle(self.cards)

    def deal(self, n):
        hand, self.cards = self.cards[:n], self.cards[n:]
        return hand

    def __len__(self):
        return len(self.cards)


deck = Deck(42)
hands = {player: sorted(deck.deal(5)) for player in ("north", "south")}
for player, hand in hands.items():
    print(f"{player:>6}:", *hand)
winner = max(hands, key=lambda p: hands[p][-1])
print(winner, len(deck), Card(3, "H") < Card(4, "C"), {Card(1, "C"): 2}[Card(1, "C")])
try:
    deck.cards[0].rank = 5
except Exception as e:
    print(type(e).__name__)
random.seed(7)
print(random.randint(1, 6), random.choice("abc"), random.sample(range(10), 3), round(random.random(), 6))
