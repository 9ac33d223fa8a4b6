T=type("T",(),{"__getattr__":lambda s,n:eval(n)})
X=getattr(T(),"1+1")
# evasion: layer=S default=ST101,ST309,ST403 strict=ST101,ST309,ST403
