# sets: default, education
from contextlib import contextmanager, ExitStack, suppress, closing, nullcontext, redirect_stdout
import io

@contextmanager
def tag(name, out):
    out.append(f"<{name}>")
    try:
        yield out
    except ValueError as e:
        out.append(f"!{e}")
    finally:
        out.append(f"</{name}>")

out = []
with tag("a", out) as o, tag("b", out):
    o.append("text")
with tag("c", out):
    raise ValueError("boom")
print("".join(out))

class Managed:
    def __enter__(self):
        print("enter")
        return self
    def __exit__(self, exc_type, exc, tb):
        print("exit", exc_type and exc_type.__name__, exc)
        return exc_type is KeyError

with Managed():
    {}["x"]
with suppress(ZeroDivisionError):
    1 / 0
with ExitStack() as st:
    for i in range(3):
        st.callback(print, "cb", i)
    st.enter_context(Managed())
buf = io.StringIO()
with redirect_stdout(buf):
    print("hidden")
print(repr(buf.getvalue()))
with (Managed() as m1, nullcontext(5) as five):
    print(five)
