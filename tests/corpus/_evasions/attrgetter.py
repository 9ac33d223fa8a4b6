import os,operator
X=operator.attrgetter("system")(os)