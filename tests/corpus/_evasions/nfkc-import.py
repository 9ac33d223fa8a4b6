import ºs
X=ºs