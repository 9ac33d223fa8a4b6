# leaves out: import argparse
# leaves out: import locale as _locale
print(isleap(2000), isleap(1900), leapdays(1900, 2024), weekday(2024, 2, 29), monthrange(2023, 2))
plain = TextCalendar(firstweekday=6)
print(plain.formatmonth(2024, 2), plain.formatweekheader(3), plain.monthdays2calendar(2024, 2))
print(plain.formatyear(2025, m=4))
print(HTMLCalendar().formatmonth(2024, 3)[:400])
print([d.isoformat() for d in Calendar().itermonthdates(2024, 9)][:9], list(Calendar(3).iterweekdays()))
print(list(Calendar().itermonthdays4(2023, 1))[:4], Calendar().yeardayscalendar(2024, 3)[0][1][:2])
print(timegm((1970, 1, 2, 0, 0, 1)), month_name[2], day_abbr[0], [m for m in month_abbr], day_name[1:3])
setfirstweekday(SUNDAY)
print(monthcalendar(2024, 12), firstweekday())
for attempt in [lambda: monthrange(2024, 13), lambda: setfirstweekday(7), lambda: Calendar(9).firstweekday]:
    try:
        print(attempt())
    except (IllegalMonthError, IllegalWeekdayError) as error:
        print(type(error).__name__, error)
