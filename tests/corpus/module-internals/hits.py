import random
import typing

print(random._os.system)  # expect: ST303
#            ^^^ expect: ST303
print(typing.sys)  # expect: ST303
print(random._inst)  # expect: ST303
