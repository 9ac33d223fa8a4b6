c = ConfigParser()
c.read_string("[DEFAULT]\nbase = /srv\n[one]\npath = %(base)s/data\nn = 42\nflag = yes\nf: 2.5\nempty =\n[two]\npath = other\n  continued\n")
print(c.sections(), c["one"]["path"], c.getint("one", "n"), c.getboolean("one", "flag"), c.getfloat("one", "f"))
print(dict(c["two"]), c.has_option("one", "nope"), c.get("one", "nope", fallback="fb"), c.options("one"))
c.add_section("three")
c.set("three", "k", "v")
c.remove_option("one", "n")
import io

out = io.StringIO()
c.write(out)
print(out.getvalue())
x = ConfigParser(interpolation=ExtendedInterpolation(), allow_no_value=True)
x.read_string("[a]\np = 1\nlone\n[b]\nq = ${a:p}2\n")
print(x["b"]["q"], x["a"]["lone"], RawConfigParser().sections())
for bad in ("x = 1", "[a]\n[a]", "[a]\nb\n"):
    try:
        ConfigParser().read_string(bad)
    except Error as e:
        print(type(e).__name__, str(e).splitlines()[0])
