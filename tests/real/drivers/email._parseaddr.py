for s in ("Mon, 20 Nov 1995 19:12:08 -0500", "6 Jan 2000 10:11 GMT", "Thu 01 Jan 1970 00:00:00 +0000", "nonsense"):
    print(parsedate_tz(s), parsedate(s))
print(mktime_tz((1995, 11, 20, 19, 12, 8, 0, 1, -1, -18000)), quote('a "b" \\c'))
for a in ("A. N. Other <a.other@example.com>", '"Quoted, Name" <q@x.org>, b@y.org (comment)', "group: x@a, y@b;", "<>", "a@[1.2.3.4]"):
    print(AddressList(a).addresslist)
one, two = AddressList("a@x, b@y"), AddressList("b@y, c@z")
print((one + two).addresslist, (one - two).addresslist, len(one), one[0])
