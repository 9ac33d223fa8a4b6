# sets: default, education
class Plugin:
    registry = {}

    def __init_subclass__(cls, /, name=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry[name or cls.__name__.lower()] = cls

    def run(self, x):
        raise NotImplementedError

class Double(Plugin):
    def run(self, x): return x * 2

class Square(Plugin, name="sq"):
    def run(self, x): return x ** 2

for k, p in Plugin.registry.items():
    print(k, p().run(7))
try:
    Plugin().run(1)
except NotImplementedError:
    print("abstract")
