# stockade: ignore
# expect-above: ST801
x = """
"""  # stockade:ignore[all]
# expect-above: ST801
y = "#"; z = '#'  #   stockade: ignore[ST101] x
# expect-above: ST801
