import csv
X = csv.reader(open("/etc/passwd"))
# evasion: layer=S default=ST101@2:16 strict=ST201@1:8,ST101@2:16
