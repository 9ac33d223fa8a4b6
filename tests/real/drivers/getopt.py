print(getopt("-a -b -cfoo -d bar a1 a2".split(), "abc:d:"))
print(getopt(["--condition=foo", "--testing", "--output-file", "abc.def", "-x", "a1"], "x", ["condition=", "output-file=", "testing"]))
for args in (["-q"], ["--nope"], ["-c"]):
    try:
        print(getopt(args, "c:", ["yes"]))
    except GetoptError as e:
        print("GetoptError", e, e.opt)
print(getopt(["-v", "--", "-z"], "v"), long_has_args("ab", ["abc=", "x"]), short_has_arg("b", "ab:"))
