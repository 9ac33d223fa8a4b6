import operator
X = operator.itemgetter("eval")(vars(operator))
# evasion: layer=S* default=- strict=ST101@2:33,ST206@2:38
