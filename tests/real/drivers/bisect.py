a = [1, 3, 3, 5, 9]
print([bisect_left(a, x) for x in range(11)], [bisect_right(a, x) for x in range(11)])
insort_left(a, 4)
insort_right(a, 3)
print(a, bisect(a, 3), insort is insort_right)
words = ["a", "bb", "dddd"]
insort(words, "ccc", key=len)
print(words, bisect_left(words, 2, key=len), bisect_left(a, 3, 1, 3))
try:
    insort_left(a, 1, -1)
except ValueError as e:
    print("ValueError", e)
