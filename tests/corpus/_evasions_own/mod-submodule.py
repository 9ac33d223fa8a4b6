import collections.abc
X = collections.abc._sys if hasattr(collections.abc, "_sys") else collections._sys
# evasion: layer=S default=ST303@2:21,ST302@2:29,ST303@2:79 strict=ST303@2:21,ST302@2:29,ST206@2:37,ST206@2:67,ST303@2:79
