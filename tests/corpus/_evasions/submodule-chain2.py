import pathlib
X=pathlib.os.system