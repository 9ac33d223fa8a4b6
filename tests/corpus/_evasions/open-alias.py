import io
X=io.open("/etc/hostname").read()