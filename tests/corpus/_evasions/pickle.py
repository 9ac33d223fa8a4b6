import pickle
X=pickle.loads(b"cbuiltins\neval\n.")