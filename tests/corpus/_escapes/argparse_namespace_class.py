# stopped-by: guard
import argparse
from fractions import Fraction
parser = argparse.ArgumentParser()
parser.add_argument('--x', default=3)
parser.parse_args([], namespace=Fraction)
print('ESCAPED', Fraction.x)
