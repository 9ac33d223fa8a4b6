x = eval("1")  # stockade: ignore[ST101] a reason
y = 1  # stock: ignore
z = "# stockade: ignore"
