import collections
X = collections.defaultdict(open)["/etc/passwd"]
# evasion: layer=S default=ST101@2:29 strict=ST101@2:29
