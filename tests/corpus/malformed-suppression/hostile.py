x = eval("1")  # stockade: ignore[*] everything
# expect-above: ST101, ST802
y = eval("1")  # stockade: ignore[ST101
# expect-above: ST101, ST802
z = eval("1")  # stockade: disable=all because
# expect-above: ST101, ST802
w = eval("1")  # stockade: ignore[ST101, ST802] quiet
# expect-above: ST101, ST802
