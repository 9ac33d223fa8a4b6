a, b = Fraction(3, 4), Fraction("-7/6")
print(a + b, a - b, a * b, a / b, a // b, a % b, a ** 3, a ** -2, abs(b), -b, +b)
print(Fraction("3.25"), Fraction(0.125), Fraction.from_float(0.1), Fraction(10**20, 3).limit_denominator(7))
print(Fraction(3.141592653589793).limit_denominator(1000), a < b, a == 0.75, hash(a) == hash(0.75))
print(round(Fraction(7, 3), 1), round(Fraction(7, 2)), int(b), b.__floor__(), b.__ceil__(), divmod(a, b))
print(repr(a), str(b), a.numerator, b.denominator, a + 1, 2 - a, a + 0.5, 2 ** a, bool(Fraction(0)))
print(a.as_integer_ratio(), sum([Fraction(1, n) for n in range(1, 20)]))
for bad in ("1/0", "x", "1/2/3"):
    try:
        print(Fraction(bad))
    except (ValueError, ZeroDivisionError) as e:
        print(type(e).__name__, e)
