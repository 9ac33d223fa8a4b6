x = f"{1}\U0010f57c"  # expect: ST703
y = "􏕼"  # expect: ST703
z = "a" "\U0010f57c"  # expect: ST703
w = {"\U0010f57c": 1}  # expect: ST703
v = f"{1:\U0010f57c}"  # expect: ST703
