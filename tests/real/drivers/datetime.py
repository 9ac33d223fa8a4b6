d = date(2024, 2, 29)
print(d, d.weekday(), d.isoformat(), *d.isocalendar(), d.toordinal(), d + timedelta(days=366), d.replace(year=2028))
t = datetime(2023, 12, 31, 23, 59, 58, 123456)
print(t, t + timedelta(seconds=2.5), t.isoformat("T", "milliseconds"), t.strftime("%Y/%m/%d %H:%M:%S.%f %j"))
utc = t.replace(tzinfo=timezone.utc)
print(utc, utc.astimezone(timezone(timedelta(hours=5, minutes=30), "IST")), utc.utcoffset(), utc.tzname())
print(timedelta(days=-1, hours=5) * 3, timedelta(1) / timedelta(hours=5), *divmod(timedelta(1), timedelta(hours=7)))
print(datetime.fromisoformat("2011-11-04T00:05:23.283+04:00"), date.fromisoformat("2019-W04-3"), time.fromisoformat("04:23:01Z"))
print(timedelta(days=1, seconds=2, microseconds=3), str(timedelta(days=-1, microseconds=1)), time(3, 4, 5).replace(hour=7))
print(d < date(2024, 3, 1), max(d, date(2020, 1, 1)), date.fromordinal(738000), date.fromisocalendar(2020, 53, 7))
print(utc == utc.astimezone(timezone(timedelta(hours=-3))), datetime.combine(d, time(1, 2)), t.timetuple()[:6], hash(d) == hash(date(2024, 2, 29)))
for bad in (lambda: date(2023, 2, 29), lambda: time(25), lambda: date.fromisoformat("x"), lambda: t - utc):
    try:
        print(bad())
    except (ValueError, TypeError) as e:
        print(type(e).__name__)  # the messages of the C accelerator differ
