print(𝐥𝐞𝐧("abc"))  # expect: ST701
#     ^^^ expect: ST701
ﬁrst = 1  # expect: ST701
