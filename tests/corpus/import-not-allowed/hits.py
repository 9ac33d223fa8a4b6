import os  # expect: ST201
#      ^^ expect: ST201
import math, subprocess  # expect: ST201
#            ^^^^^^^^^^ expect: ST201
import os.path as p  # expect: ST201
from socket import socket  # expect: ST201
#    ^^^^^^ expect: ST201
import collections.nothing  # expect: ST201
