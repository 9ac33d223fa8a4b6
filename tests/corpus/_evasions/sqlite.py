import sqlite3
X=sqlite3.connect(":memory:")
# evasion: layer=S,O default=ST201 strict=ST201
