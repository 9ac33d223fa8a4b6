n = 9
print(f"{1:>20}", f"{n:{n}.3f}", f"{123456789012}", "%10d %%999999999" % 1)
print("{:>10} 999999999".format(1), "{999}".replace("9", ""), "a".rjust(40), "a".center(n))
print(format(n, ","), 999999999 % 7, "9999999999")
print("a".zfill(n))
