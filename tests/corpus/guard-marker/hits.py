x = "\U0010f57c"  # expect: ST703
y = "a\U0010F57Cgetattr"  # expect: ST703
