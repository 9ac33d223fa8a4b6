getcontext().prec = 30
a, b = Decimal("3.14159"), Decimal("-2.5")
print(a + b, a - b, a * b, a / b, a // b, a % b, a ** 3, abs(b), -a, divmod(a, b))
print(Decimal(2).sqrt(), Decimal(10).ln(), Decimal(100).log10(), Decimal(1).exp(), Decimal("1e-7"), Decimal("123.456").quantize(Decimal("0.01")))
print(Decimal("1.10").normalize(), Decimal("12345.678").to_eng_string(), Decimal(0.1), Decimal("NaN").is_nan(), Decimal("inf") > 5)
print(a.compare(b), a.max(b), Decimal("7.325").quantize(Decimal(".01"), rounding=ROUND_DOWN), a.as_tuple(), round(a, 2), int(b))
print(format(Decimal("1234567.891"), ",.2f"), "{:10.3e}|{:<8}|{:>+8.1f}".format(a, b, a), hash(Decimal("0.5")) == hash(0.5))
with localcontext() as ctx:
    ctx.prec = 5
    print(Decimal(1) / 7, ctx.divide(1, 3))
print(Decimal(1) / 7, Decimal("0x") if False else Decimal("1_000"))
for bad in (lambda: Decimal(1) / 0, lambda: Decimal("abc"), lambda: Decimal(-1).sqrt(), lambda: Decimal(0) / 0):
    try:
        print(bad())
    except ArithmeticError as e:
        print(type(e).__name__)
print(sum(Decimal(1) / n for n in range(1, 30)), Context(prec=3).create_decimal("3.14159"))
