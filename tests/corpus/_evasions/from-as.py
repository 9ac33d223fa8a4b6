from os import system as s
X=s