x = eval("1")  # stockade: ignore[ST101] a reason
y = eval("1"), exec("1")  # stockade: ignore[forbidden-name] a reason
