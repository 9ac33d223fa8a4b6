# stopped-by: guard
# a name of the functional form that is a str of its own class
import enum


class Name(str):
    pass


Made = enum.Enum("Made", [(Name("__getattribute__"), lambda self, name: "lie"), ("A", 1)])
print("ESCAPED", Made)
