def prіnt(ехp):  # expect: ST702, ST702
    return ехp.nаme  # expect: ST702, ST702


class Сounter:  # expect: ST702
    pass


import math as mаth  # expect: ST702

print(еnd="")  # expect: ST702
