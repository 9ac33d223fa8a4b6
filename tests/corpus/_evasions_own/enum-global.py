import enum
X = enum.global_enum
# evasion: layer=S default=ST205@2:10 strict=ST205@2:10
