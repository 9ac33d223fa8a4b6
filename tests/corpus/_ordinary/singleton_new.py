# sets: default, education
class Singleton:
    _instance = None

    def __new__(cls, *args, **kwargs):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance.count = 0
        return cls._instance

    def __init__(self):
        self.count += 1

a = Singleton(); b = Singleton()
print(a is b, a.count)
print(id(a) == id(b))
