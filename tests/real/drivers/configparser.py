# leaves out: import warnings
text = """\
; a comment
[DEFAULT]
base = /srv
level: 3

[paths]
home = %(base)s/home
deep = %(home)s/deep
list =
    one
    two

    three
[flags]
on = yes
off = 0
empty
ratio = 2.5
"""
parser = ConfigParser(allow_no_value=True)
parser.read_string(text)
print(parser.sections(), parser.defaults(), parser.options("paths"))
print(parser["paths"]["deep"], parser.get("paths", "home", raw=True), repr(parser["paths"]["list"]))
print(parser.getboolean("flags", "on"), parser["flags"].getboolean("off"), parser.getint("flags", "level"), parser.getfloat("flags", "ratio"))
print(parser["flags"]["empty"], parser.get("flags", "none", fallback="fell"), "paths" in parser, parser.has_option("flags", "on"))
parser["new"] = {"a": "1", "B": "x y"}
parser.set("new", "c", "%%(x)s")
print(dict(parser["new"]), parser.items("new"), parser.remove_option("new", "a"), parser.remove_section("nope"))
import io
out = io.StringIO()
parser.write(out)
print(out.getvalue())
extended = ConfigParser(interpolation=ExtendedInterpolation(), delimiters=("~",), comment_prefixes=("//",))
extended.read_dict({"a": {"x": "1", "y": "${x}2", "z": "${b:w}!"}, "b": {"w": "$$"}})
print(dict(extended["a"]), RawConfigParser().sections())
upper = ConfigParser(dict_type=dict, default_section="S")
upper.optionxform = str
upper.read_string("[S]\nKey = a,b\n")
print(upper["S"].get("Key"), list(upper["S"]))
for bad in ["[a]\n[a]\n", "[a]\nx=1\nx=2\n", "x=1\n", "[a]\nx\n", "[a]\nx=%(y)s\n", "[a]\nx=%(x)s\n", "[a\n"]:
    try:
        one = ConfigParser()
        one.read_string(bad)
        print(one["a"]["x"])
    except Error as error:
        print(type(error).__name__, repr(error.message))
