# ruff: noqa
# flake8: noqa
# pylint: skip-file
import os
X=os.system
# evasion: layer=S default=ST201@4:8 strict=ST201@4:8
