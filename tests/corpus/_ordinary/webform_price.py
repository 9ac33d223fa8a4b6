# sets: default, strict, agent
def price(quantity, unit, *, vip=False, coupon=None):
    """Called by the shop for each line of an order."""
    total = quantity * unit
    if coupon:
        kind, _, amount = coupon.partition(":")
        total -= float(amount) if kind == "off" else total * float(amount) / 100
    if vip and total > 100:
        total *= 0.95
    return round(max(total, 0.0), 2)


for args, kw in [((3, 9.99), {}), ((20, 9.5), {"vip": True}), ((1, 5), {"coupon": "off:7"}),
                 ((4, 25), dict(coupon="pct:15", vip=True))]:
    print(f"{args!s:<12}|{price(*args, **kw):>10.2f}")
