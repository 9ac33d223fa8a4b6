vаlue = 1  # expect: ST702
