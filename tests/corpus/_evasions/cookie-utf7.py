# coding: utf-7
+AGkAbQBwAG8AcgB0 os
X=os.system
# evasion: layer=S default=ST009@1:11 strict=ST009@1:11
