# sets: default, education
# stdin: "north\nlook\ntake lamp\nfly\ninventory\nquit\n"
import random
import textwrap

class Room:
    def __init__(self, name, desc, items=()):
        self.name, self.desc, self.items, self.exits = name, desc, set(items), {}
    def link(self, **exits):
        self.exits |= exits
        return self

class Game:
    def __init__(self, seed=1):
        self.rng = random.Random(seed)
        hall = Room("Hall", "A long hall, dusty and dark, where nobody has been for many many years.")
        attic = Room("Attic", "Cobwebs.", {"lamp", "rope"})
        hall.link(north=attic); attic.link(south=hall)
        self.here, self.bag, self.turns, self.running = hall, [], 0, True

    def handle(self, line):
        self.turns += 1
        match line.lower().split():
            case ["north" | "south" | "east" | "west" as d] if d in self.here.exits:
                self.here = self.here.exits[d]
                return f"You go {d}."
            case ["look"]:
                return textwrap.fill(self.here.desc, 30) + "\nItems: " + ", ".join(sorted(self.here.items))
            case ["take", thing] if thing in self.here.items:
                self.here.items.discard(thing); self.bag.append(thing)
                return f"Taken: {thing}"
            case ["inventory" | "i"]:
                return f"{self.bag=}"
            case ["quit"]:
                self.running = False
                return "Bye after %d turns" % self.turns
            case [verb, *_]:
                return f"I don't know how to {verb}."
            case _:
                return "Say something."

game = Game()
while game.running:
    try:
        print(game.handle(input(f"[{game.here.name}] > ")))
    except (EOFError, KeyboardInterrupt):
        break
print([game.rng.randint(1, 6) for _ in range(5)], game.rng.choice("abc"), game.rng.sample(range(100), 3))
random.seed(7); deck = list(range(10)); random.shuffle(deck); print(deck, round(random.gauss(0, 1), 6), random.choices("ab", weights=[1, 3], k=4), random.uniform(0, 1) < 1)
