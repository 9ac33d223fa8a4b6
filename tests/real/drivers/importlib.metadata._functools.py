class Squares:
    calls = 0

    @method_cache
    def of(self, value):
        self.calls += 1
        return value * value


a, b = Squares(), Squares()
print([a.of(v % 4) for v in range(12)], a.calls, [b.of(v) for v in (2, 2)], b.calls, a.of.cache_info())
a.of.cache_clear()
print(a.of(3), a.calls, Squares().of.cache_clear())
loud = pass_none(lambda text, mark="!": text.upper() + mark)
print(loud("hey"), loud(None), loud("you", mark="?"))
