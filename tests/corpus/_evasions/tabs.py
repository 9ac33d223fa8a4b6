import	os
X=os	.	system
# evasion: layer=S default=ST201 strict=ST201
