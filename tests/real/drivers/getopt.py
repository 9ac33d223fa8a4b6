print(getopt("-a -b -cfoo -d bar a1 a2".split(), "abc:d:"))
print(getopt(["--condition=foo", "--testing", "--output-file", "abc.def", "-x", "a1"], "x", ["condition=", "output-file=", "testing"]))
print(gnu_getopt(["a1", "-v", "a2", "--", "-z"], "v"))
for args in (["-q"], ["--nope"], ["-c"]):
    try:
        print(getopt(args, "c:", ["yes"]))
    except GetoptError as e:
        print("GetoptError", e, e.opt)
