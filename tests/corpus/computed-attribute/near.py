from operator import attrgetter


def read(value):
    return getattr(value, "real"), hasattr(value, "im" + "ag"), getattr(value, "x", None)


class Report:
    def format(self):
        return "{0:>10}".format(1) + ("a" "{}").format(2)


print(read(1), attrgetter("real")(1), Report())
