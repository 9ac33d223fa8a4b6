import string,os
X=string.Formatter().get_field("0.system",(os,),{})[0]
# evasion: layer=S,G default=ST201 strict=ST101,ST201,ST307
