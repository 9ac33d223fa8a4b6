class Context:
    strict = True
    object_hook = object_pairs_hook = None
    parse_float, parse_int = float, int
    parse_constant = {"NaN": 0.5, "Infinity": 1.5, "-Infinity": -1.5}.__getitem__
    memo = {}

    @staticmethod
    def parse_string(s, end, strict):
        close = s.index('"', end)
        return s[end:close], close + 1

    @staticmethod
    def parse_array(pair, scan):
        s, end = pair
        values = []
        while s[end] != "]":
            value, end = scan(s, end)
            values.append(value)
            if s[end] == ",":
                end += 1
        return values, end + 1

    parse_object = None


scan = py_make_scanner(Context)
print(scan('[1,-2.5e3,"x",[true,false,null],NaN,-Infinity]', 0))
print([scan(t, 0) for t in ("12", "0.5", "-7", "1E5", '"abc"', "null")])
try:
    scan("?", 0)
except StopIteration as e:
    print("StopIteration", e.value)
print(NUMBER_RE.match("-12.5e-3").groups())
