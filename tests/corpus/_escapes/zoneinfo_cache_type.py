# stopped-by: guard
# zoneinfo's C code writes into whatever the cache of a subclass answers
import zoneinfo


class Cache:
    def get(self, key, default=None):
        return None

    def setdefault(self, key, value):
        return (1, 2, 3)


try:
    class Zone(zoneinfo.ZoneInfo):
        _weak_cache = Cache()

    print("ESCAPED", type(Zone("UTC")))
except TypeError as error:
    print(error)


class Later(zoneinfo.ZoneInfo):
    pass


setattr(Later, "_weak_cache", Cache())
print("ESCAPED", type(Later("UTC")))
