import math

while 1:
    math = math.math  # expect: ST901
    math.x()
    break
print(math)
