class A:
    __getattribute__ = print  # expect: ST401
    for __del__ in [print]:  # expect: ST401
        pass
    from math import pi as __class__  # expect: ST401
    (__mro_entries__) = print  # expect: ST401
    __instancecheck__: int = 1  # expect: ST401
    a, __subclasshook__ = 1, 2  # expect: ST401
    if a:
        def __subclasscheck__(self, name):  # expect: ST401
            pass

    class __prepare__:  # expect: ST401
        pass

    def _＿getattribute__(self):  # expect: ST401, ST701
        pass
