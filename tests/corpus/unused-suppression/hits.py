x = 1  # stockade: ignore[ST101] was eval once
# expect-above: ST803
