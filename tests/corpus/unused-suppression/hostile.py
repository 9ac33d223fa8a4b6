# stockade: ignore[ST101] the next line
# expect-above: ST803
x = eval("1")  # expect: ST101
y = eval("1")  # stockade: ignore[ST201] another rule
# expect-above: ST101, ST803
