import codecs
X=eval(codecs.decode("1+1","rot13"))
# evasion: layer=S default=ST101,ST201 strict=ST101,ST201
