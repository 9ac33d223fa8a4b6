# stopped-by: guard
# the namespace of types.new_class is kept and changed after it was checked
import enum
import types


class Boundary:
    def __bool__(self):
        dict.__setitem__(kept[0], "__getattribute__", lambda self, name: "lie")
        return False


kept = []
Made = types.new_class("Made", (enum.Enum,), {"boundary": Boundary()}, kept.append)
print("ESCAPED" if "__getattribute__" in vars(Made) else "kept")
