from datetime import date, datetime, timedelta, timezone, time
import calendar

d = date(2024, 2, 28) + timedelta(days=2)
print(d, d.weekday(), d.isoformat(), calendar.isleap(2024), calendar.monthrange(2024, 2))
dt = datetime(2024, 5, 6, 7, 8, 9, tzinfo=timezone.utc)
print(dt.strftime("%Y-%m-%d %H:%M:%S %z"), dt.timestamp(), dt + timedelta(hours=-5), dt.replace(year=2000).isoformat())
print(datetime.strptime("2020-01-02", "%Y-%m-%d"), (date(2024, 12, 25) - date(2024, 1, 1)).days)
print(datetime.fromisoformat("2024-01-01T00:00:00"), time(1, 2), timedelta(seconds=3661), divmod(timedelta(hours=5), timedelta(hours=2)))
print(calendar.month_name[5], list(calendar.day_abbr), sorted([date(2024, 1, 2), date(2023, 1, 2)]))
print(calendar.TextCalendar().formatmonth(2024, 2))
