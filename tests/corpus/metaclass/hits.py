class A(metaclass=lambda name, bases, body: body):  # expect: ST402
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ expect: ST402
    pass


class Meta(type):
    pass


class B(metaclass=Meta):  # expect: ST402
    pass
