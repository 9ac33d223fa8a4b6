for s in ("'abc'", '"a\\n\\t\\\\"', "'''x'y'''", "'\\x41\\101\\''", '"tab\\tq\\"uote"'):
    print(s, repr(evalString(s)))
for bad in ("'\\x4'",):
    try:
        print(evalString(bad))
    except ValueError as e:
        print("ValueError", e)
