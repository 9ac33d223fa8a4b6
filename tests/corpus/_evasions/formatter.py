import string,os
X=string.Formatter().get_field("0.system",(os,),{})[0]
# evasion: layer=S,G default=ST201@1:15 strict=ST201@1:15,ST101@2:3,ST307@2:3,ST206@2:44
