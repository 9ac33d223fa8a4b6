# sets: default, education
class AppError(Exception):
    """base"""
    code = 1
    def __str__(self):
        return f"[{self.code}] {super().__str__()}"
class NotFound(AppError, KeyError):
    code = 404

def risky(n):
    try:
        if n == 0: raise NotFound("zero")
        if n == 1: return 10 // (n - 1)
        if n == 2: return int("x")
        return "fine"
    except ZeroDivisionError as e:
        raise AppError("wrapped") from e
    except (TypeError, ValueError) as e:
        return f"{type(e).__name__}: {e}"
    else:
        return "never"
    finally:
        print("finally", n)

for i in range(4):
    try:
        print(risky(i))
    except AppError as e:
        print(e, repr(e.__cause__), e.__cause__ is None, isinstance(e, KeyError))
try:
    raise ExceptionGroup("many", [ValueError(1), TypeError("t"), ExceptionGroup("in", [KeyError("k")])])
except* ValueError as eg:
    print("V", eg.exceptions)
except* (TypeError, KeyError) as eg:
    print("TK", eg.message, len(eg.exceptions))
try:
    try:
        raise ValueError("a")
    except ValueError as e:
        e.add_note("context note")
        raise
except ValueError as e:
    print(e.__notes__)
for x in [1, 2, 3]:
    if x == 5: break
else:
    print("no break")
def f():
    try:
        return 1
    finally:
        print("cleanup")
print(f())
assert True, "unused"
