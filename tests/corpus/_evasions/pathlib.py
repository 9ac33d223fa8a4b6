import pathlib
X=pathlib.Path("/etc/hostname").read_text()