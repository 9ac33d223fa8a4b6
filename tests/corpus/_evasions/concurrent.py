import multiprocessing
X=multiprocessing.Process
# evasion: layer=S,O default=ST201 strict=ST201
