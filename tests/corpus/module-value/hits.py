import math
import random


def f():
    return math  # expect: ST206
    #      ^^^^ expect: ST206


x = random  # expect: ST206
print(math)  # expect: ST206
