import time
time.sleep(10**9)
X = 1
# evasion: layer=S default=ST608@2:1 strict=ST201@1:8,ST608@2:1
