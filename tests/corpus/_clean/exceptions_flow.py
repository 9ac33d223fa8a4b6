class AppError(Exception):
    def __init__(self, message, *, code=1):
        super().__init__(message)
        self.code = code

    def __str__(self):
        return f"[{self.code}] {super().__str__()}"


class NotFound(AppError):
    pass


def f(x):
    try:
        if x == 0:
            raise NotFound("zero", code=404)
        if x == 1:
            return 10 / 0
        if x == 2:
            return [][5]
        if x == 3:
            assert False, "no"
        return "fine"
    except NotFound as e:
        return f"nf {e} {e.code} {e.args}"
    except (ArithmeticError, LookupError) as e:
        return f"{type(e).__name__}: {e}"
    else:
        return "else"
    finally:
        print("finally", x)


for i in range(3):
    print(f(i))
try:
    f(3)
except AssertionError as e:
    print("assert", e)
print(f(4))
try:
    try:
        int("x")
    except ValueError as e:
        raise AppError("bad") from e
except AppError as e:
    print(e)
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError("t"), ExceptionGroup("h", [KeyError("k")])])
except* (ValueError, KeyError) as eg:
    print([type(x).__name__ for x in eg.exceptions])
except* TypeError as eg:
    print(eg.exceptions)
try:
    e = ValueError("noted")
    e.add_note("more")
    raise e
except ValueError as err:
    print(err.__notes__)
for n in range(5):
    if n == 3:
        break
else:
    print("never")
while n:
    n -= 1
    if n == 1:
        continue
else:
    print("while else", n)
