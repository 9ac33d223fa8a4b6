import math

table = [math.sin, math.cos, math.tan, math.sqrt, len, abs, min, max, sum, int, float, str]
for function in table:
    print(function)
print(math.pi.real.real.real.real)
