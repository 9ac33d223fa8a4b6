import fileinput
X="".join(fileinput.input("/etc/hostname"))
# evasion: layer=S,G,O default=ST201@1:8 strict=ST201@1:8
