import collections
X=collections.namedtuple("P","a b")(1,2)