n = 1
print(f"{n!r:>{n}}{n:.999999999f}")  # expect: ST605
print("%(x)0999999999d" % {"x": 1})  # expect: ST605
print("%-5.999999999f" % n)  # expect: ST605
print("{0:{1}}{0:\x39\x39\x39\x39\x39\x39\x39}".format(1, 2))  # expect: ST605
print("a".zfill(1 << 40), "b".center(10 ** 9 * 9))  # expect: ST605, ST605
print("a" "%99999999s" % n)  # expect: ST605
print(f"{1:>{10 ** 10}}", f"{1:{5}.{2 ** 40}f}")  # expect: ST605, ST605
print(f"{1:{-1}}", f"{1:{20}}")
