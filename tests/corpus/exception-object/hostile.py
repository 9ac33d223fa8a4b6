try:
    (1).nothing
except (ValueError, AttributeError) as e:
    if e:
        f = lambda: e.obj  # expect: ST308
        x = [e.obj for _ in "a"]  # expect: ST308
        y = f"{e.obj}"  # expect: ST308
