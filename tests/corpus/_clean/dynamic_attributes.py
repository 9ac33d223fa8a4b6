class Record:
    def __init__(self, **fields):
        self._fields = dict(fields)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._fields[name]
        except KeyError:
            raise AttributeError(f"no field {name!r}") from None

    def __dir__(self):
        return sorted(self._fields)


r = Record(x=1, y="two")
print(r.x, r.y, hasattr(r, "z"), dir(r))
try:
    r.z
except AttributeError as error:
    print(error)


class Frozen:
    def __setattr__(self, name, value):
        raise AttributeError("frozen")


try:
    Frozen().a = 1
except AttributeError as error:
    print(error)
