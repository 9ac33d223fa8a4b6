print(f"{1:9999999999}")  # expect: ST605
#       ^^^^^^^^^^^^^^ expect: ST605
print("%9999999999d" % 1)  # expect: ST605
print("{:>9999999999}".format(1))  # expect: ST605
print(format(1, "9999999999"))  # expect: ST605
print("a".ljust(10 ** 10))  # expect: ST605
