import math

while 1:
    math = math.math
    math.x()  # expect: ST901
    break
print(math)
