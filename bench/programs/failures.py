# Exceptions: validation, retry, context managers, cleanup.
class Invalid(ValueError):
    def __init__(self, field, why):
        super().__init__(field + ": " + why)
        self.field = field


class Lock:
    def __init__(self):
        self.depth = 0
        self.log = []

    def __enter__(self):
        self.depth += 1
        return self

    def __exit__(self, kind, value, traceback):
        self.depth -= 1
        if kind is not None:
            self.log.append(str(value))
        return kind is Invalid


def check(record):
    if not record.get("name"):
        raise Invalid("name", "is missing")
    if record["age"] < 0:
        raise Invalid("age", "is negative")
    return record["age"]


def to_int(text):
    try:
        return int(text)
    except ValueError:
        return -1
    finally:
        pass


def main():
    lock = Lock()
    total = 0
    for i in range(800):
        with lock:
            total += check({"name": "x" * (i % 4), "age": 5 - i % 7})
    for i in range(800):
        total += to_int(str(i) if i % 3 else "x")
    failed = {}
    for i in range(500):
        try:
            check({"name": "a", "age": i % 2 - 1})
        except Invalid as e:
            failed[e.field] = failed.get(e.field, 0) + 1
        else:
            total += 1
    return total + len(lock.log) + failed["age"]
