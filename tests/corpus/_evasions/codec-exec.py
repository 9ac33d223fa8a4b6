import codecs
X=eval(codecs.decode("1+1","rot13"))
# evasion: layer=S default=ST201@1:8,ST101@2:3 strict=ST201@1:8,ST101@2:3
