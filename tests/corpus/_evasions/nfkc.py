X=𝐞𝐯𝐚𝐥
# evasion: layer=S default=ST101@1:3,ST701@1:3 strict=ST101@1:3,ST701@1:3
