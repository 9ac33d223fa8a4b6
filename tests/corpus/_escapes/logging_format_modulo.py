# stopped-by: guard
# logging hands a record's dict to the `%` of its format: a class's holds object.__getattribute__
import logging


class Format(str):
    def __mod__(self, values):
        self.values.append(values)
        return ""


Format.values = []
logging.Formatter(Format("%(a)s"), validate=False).formatMessage(object)
print("ESCAPED", Format.values[0]["__getattribute__"](lambda: 0, "__globals__"))
