class AppError(Exception):
    pass


def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise AppError(f"bad number: {text}") from error
    else:
        print("never")
    finally:
        print("parsed", text)


for item in ["1", "x"]:
    try:
        print(parse(item))
    except (AppError, TypeError) as error:
        print(type(error).__name__, error, error.args)

try:
    raise ExceptionGroup("several", [ValueError("a"), TypeError("b")])
except* ValueError as group:
    print("values", len(group.exceptions))
except* TypeError as group:
    print("types", group.exceptions[0])


def cleanup():
    for value in range(3):
        try:
            if value == 1:
                continue
            if value == 2:
                break
        finally:
            print("finally", value)
    else:
        print("not reached")
    assert value == 2, "a message"
    return value


print(cleanup())
