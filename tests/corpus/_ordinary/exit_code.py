# sets: default, education
import math
def main():
    print("about to leave", math.tau > 6)
    raise SystemExit(3)
main()
