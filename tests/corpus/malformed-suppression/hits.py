x = eval("1")  # stockade: ignore[ST101]
# expect-above: ST101, ST802
y = 1  # stockade: ignore
# expect-above: ST802
z = 1  # stockade: ignore[ST999] a reason
# expect-above: ST802
