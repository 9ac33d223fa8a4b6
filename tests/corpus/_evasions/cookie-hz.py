# coding: iso2022_jp
import os
X=os.system