# stopped-by: guard
import argparse
class Parser(argparse.ArgumentParser):
    pass
class Mine(super):
    pass
print('ESCAPED', Mine(Parser, Parser())._get_kwargs)
