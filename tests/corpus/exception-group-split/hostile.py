Base = BaseExceptionGroup


class A(Base):
    split = lambda self, condition: (1, 2)  # expect: ST405


class B(ValueError, ExceptionGroup):
    if A:
        def split(self, condition):  # expect: ST405
            return 1


class MyGroup(ExceptionGroup):
    pass


class C(MyGroup):
    async def split(self, condition):  # expect: ST405
        return 1
