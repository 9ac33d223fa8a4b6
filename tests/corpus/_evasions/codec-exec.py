import codecs
X=eval(codecs.decode("1+1","rot13"))