(f:=eval)
X=f