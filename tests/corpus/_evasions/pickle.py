import pickle
X=pickle.loads(b"cbuiltins\neval\n.")
# evasion: layer=S default=ST201 strict=ST201
