class TestCase:
    def __init__(self):
        self.failures = []

    def assertEqual(self, a, b):
        if a != b:
            self.failures.append((a, b))

    def run(self):
        names = [name for name in dir(self) if name.startswith("test_")]
        for name in names:
            try:
                getattr(self, name)()
                print(name, "ok")
            except Exception as error:
                print(name, "ERROR", repr(error))
        return not self.failures


class MyTests(TestCase):
    def test_add(self):
        self.assertEqual(1 + 1, 2)

    def test_fail(self):
        self.assertEqual(1, 2)

    def test_raise(self):
        raise KeyError("x")


t = MyTests()
print(t.run(), t.failures)
assert sum([1, 2]) == 3, "sum"
assert isinstance(t, TestCase) and not hasattr(t, "x")
