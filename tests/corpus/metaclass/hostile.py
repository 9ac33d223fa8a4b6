import abc

options = {"metaclass": print}


class A(**options):  # expect: ST402
    pass


class B(metaclass=[abc.ABCMeta, print][1]):  # expect: ST402
    pass


ABCMeta = print


class C(metaclass=ABCMeta):  # expect: ST402
    pass


class D(object, metaclass=print):  # expect: ST402
    pass
