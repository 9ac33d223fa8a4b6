import multiprocessing
X=multiprocessing.Process
# evasion: layer=S,O default=ST201@1:8 strict=ST201@1:8
