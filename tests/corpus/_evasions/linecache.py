import linecache
X=linecache.getline("/etc/hostname",1)