def run(values):
    for value in values:
        if value:
            print(value, "while lambda global try", "{}".format(1))
    return [value for value in values]


class C(object):
    async_ = 1


with_ = match = case = type = 2
print(run([1]), C.async_, with_, match, case)
