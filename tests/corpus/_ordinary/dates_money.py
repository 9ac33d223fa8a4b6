# sets: default, education, agent
from datetime import datetime, date, time, timedelta, timezone
from decimal import Decimal, ROUND_HALF_UP, getcontext, localcontext, InvalidOperation
from fractions import Fraction
import calendar
import math
import statistics as st
d = date(2023, 1, 31)
print(d + timedelta(weeks=4), d.replace(day=1), d.isocalendar(), (date(2024, 12, 25) - d).days, f"{d:%d/%m/%y}")
tz = timezone(timedelta(hours=5, minutes=30), "IST")
dt = datetime(2024, 5, 6, 7, 8, 9, tzinfo=timezone.utc)
print(dt.astimezone(tz), dt.isoformat(), datetime.fromisoformat("2024-05-06T07:08:09+02:00").utcoffset(), dt.timestamp(), dt.strftime("%H:%M %p %j"))
print(datetime.combine(d, time(9, 30)), calendar.monthrange(2024, 2), calendar.month_name[3], calendar.isleap(1900))
print(calendar.month(2024, 2))
print(Decimal("2.675").quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), Decimal(1) / Decimal(7))
with localcontext() as ctx:
    ctx.prec = 5
    print(Decimal(1) / 7)
getcontext().prec = 10
print(Decimal(2).sqrt())
try:
    Decimal("abc")
except InvalidOperation as e:
    print(type(e).__name__)
print(Fraction(3, 4) + Fraction("0.125"), Fraction(3.5).limit_denominator(10), float(Fraction(1, 3)))
print(st.mean([1, 2, 4]), st.median([3, 1, 2, 9]), round(st.stdev([2, 4, 4, 5]), 6), st.mode("aab"), st.quantiles([1, 2, 3, 4], n=4))
print(math.gcd(12, 18), math.comb(10, 3), math.isclose(.1 + .2, .3), math.prod([1, 2, 3]), math.hypot(3, 4), math.isqrt(99), math.factorial(20), math.log2(8), math.ceil(-1.5), math.trunc(2.7), math.dist((0, 0), (1, 1)))
print(round(2.5), round(-0.5), round(1234.567, -2), 0.1 + 0.2, 1e16, 1e-7, -0.0, 10 ** 20, 1_000, 0xff, 0b11, 0o17, 3 + 4j, abs(3 + 4j), complex("1+2j").conjugate())
print(timedelta(days=1, seconds=3661), str(timedelta(hours=-1)), timedelta(minutes=90) / timedelta(hours=1), timedelta(hours=1).total_seconds())
