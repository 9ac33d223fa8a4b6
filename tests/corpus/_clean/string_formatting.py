import string
from datetime import date, datetime, timedelta
from decimal import Decimal

x, n, s = 3.14159, 255, "text"
print(f"{x:.2f} {x:10.3f} {x:<10.1f}| {x:^+12.4e} {x:%} {n:x} {n:#X} {n:o} {n:b} {n:08b} {n:,} {1234567:_}")
print(f"{s!r:>10} {s:*^10} {s:<6}| {s:.2} {s!s} {s!a} {'é'!a} {n=} {x = :.1f} {s.upper()=}")
print(f"{x:{10}.{2}f} {n:{'>'}{8}} {{literal}} {[i for i in range(3)]} {'nested ' + f'{n}'}")
print("{} {1} {0}".replace("{}", "x").format("a", "b"), "{:>5}|{:<5}|{:^5}".format(1, 2, 3))
print("{name} is {age:d} {items[0]} {obj.real}".format(name="Al", age=3, items=[7], obj=5))
print("%s %d %5.2f %-5s| %05d %x %o %e %% %c %r" % ("a", 3, x, "b", 42, 255, 8, x, "z", "q"))
print("%(a)s-%(b)03d" % {"a": 1, "b": 2}, "%s" % (1,), "%s" % [1, 2], "%i" % 3.9)
print("a,b,,c".split(","), "a b  c".split(), "x".join("abc"), "abc".center(9, "-"), "7".zfill(3))
print("Hello".translate(str.maketrans("el", "ip")), "abc".partition("b"), "tItLe".title(), "ß".casefold())
print(string.Template("$who likes ${what}").substitute(who="tim", what="kung pao"))
print(f"{date(2024, 2, 29):%d.%m.%Y} {datetime(2024, 1, 1, 5):%H:%M} {timedelta(days=1, hours=2)}")
print(f"{Decimal('1.10') + 1:.3f} {1e100:.3g} {float('nan')} {-0.0} {1/3!r} {10**20:,} {True:d} {None}")
print(format(1234.5, ",.2f"), format(5, "b"), format("x", ">3"), str(b"abc", "ascii"), repr("it's"), ascii("ü"))
print("{:{}}".format("x", ">4"), "{0:{1}.{2}f}".format(x, 8, 1), "{!r}".format("q"), "{:c}".format(65))
