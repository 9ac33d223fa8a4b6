import sqlite3
X=sqlite3.connect(":memory:")