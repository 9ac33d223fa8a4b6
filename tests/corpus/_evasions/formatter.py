import string,os
X=string.Formatter().get_field("0.system",(os,),{})[0]