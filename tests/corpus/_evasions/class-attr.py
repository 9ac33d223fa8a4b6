class C: g=eval
X=C.g