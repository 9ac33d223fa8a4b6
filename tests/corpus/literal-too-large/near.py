x = "aaaaaaaaaaaaaaaaaaaa"
y = [1, 2, 3, 4, 5]
z = "aaaaaaaaaaaaaaa" + "aaaaaaaaaaaaaaa"
w = {1: 2, 3: 4}
# A comment may be as long as it likes to be.
