T = type(*["T", (), {}], **{})  # expect: ST403
U = type("U", (), dict(x=1), y=2)  # expect: ST403
make = 1


def f():
    return type("V", (object,), {})  # expect: ST403


from types import new_class

W = new_class("W", (), {})  # expect: ST403
kind = type(int)("K", (), {})  # expect: ST403
again = type(object)("K", bases, body) if body else None  # expect: ST403
own = type(kind)("K", (object,), {"x": 1})  # expect: ST403
