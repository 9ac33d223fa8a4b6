x = 1  # noqa
y = 2  # type: ignore
z = 3  # see stockade: ignore in the manual
w = "# stockade: ignore[ST101] in a text"
# Stockade ignores this.
