X = f"{().__ｃlass__}{print.__ｓelf__}"
# evasion: layer=S default=ST701@1:11,ST301@1:28,ST701@1:28 strict=ST301@1:11,ST701@1:11,ST301@1:28,ST701@1:28
