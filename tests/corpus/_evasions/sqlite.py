import sqlite3
X=sqlite3.connect(":memory:")
# evasion: layer=S,O default=ST201@1:8 strict=ST201@1:8
