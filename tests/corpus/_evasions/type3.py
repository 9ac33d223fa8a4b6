T=type("T",(),{"__getattr__":lambda s,n:eval(n)})
X=getattr(T(),"1+1")
# evasion: layer=S default=ST403@1:3,ST309@1:16,ST101@1:41 strict=ST403@1:3,ST309@1:16,ST101@1:41
