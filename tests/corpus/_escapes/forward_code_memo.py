# stopped-by: guard
import copy, typing
reference = typing.get_args(typing.List['().__class__.__base__.__subclasses__()'])[0]
memo = {}
try:
    copy.deepcopy(reference, memo)
except TypeError as error:
    print(error)
code = None
for kept in list(memo.values()):
    for item in (kept if type(kept) is list else [kept]):
        for part in (item if type(item) is tuple else (item,)):
            if type(part) is dict and '__forward_code__' in part:
                code = part['__forward_code__']
print('ESCAPED' if type(lambda: 0)(code, {})() else '')
