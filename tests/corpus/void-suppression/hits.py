x = eval("1")  # stockade: ignore[ST101] a test
# expect-above: ST101, ST801
