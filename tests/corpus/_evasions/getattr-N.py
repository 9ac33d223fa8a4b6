import os
X=getattr(os,"\N{LATIN SMALL LETTER S}ystem")
# evasion: layer=S default=ST201@1:8,ST302@2:14 strict=ST201@1:8,ST307@2:3,ST206@2:11,ST302@2:14
