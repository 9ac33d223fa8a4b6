match print:
    case complex(real=b) | object(__self__=b):  # expect: ST305
        print(b)
match [print]:
    case [object(real=1), object(__getattribute__=f)]:  # expect: ST305
        print(f)
match {"a": print}:
    case {"a": object(_＿globals__=g)}:  # expect: ST305, ST701
        print(g)
