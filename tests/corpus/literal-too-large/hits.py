x = "aaaaaaaaaaaaaaaaaaaaa"  # expect: ST604
y = [1, 2, 3, 4, 5, 6]  # expect: ST604
