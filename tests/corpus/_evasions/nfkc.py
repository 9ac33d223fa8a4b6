X=𝐞𝐯𝐚𝐥
# evasion: layer=S default=ST101,ST701 strict=ST101,ST701
