import fileinput
X="".join(fileinput.input("/etc/hostname"))
# evasion: layer=S,G,O default=ST201 strict=ST201
