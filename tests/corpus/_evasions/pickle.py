import pickle
X=pickle.loads(b"cbuiltins\neval\n.")
# evasion: layer=S default=ST201@1:8 strict=ST201@1:8
