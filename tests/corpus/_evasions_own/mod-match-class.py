import random
class P:
    __match_args__ = ("m",)
    def __init__(self, m): self.m = m
match P(random):
    case P(q): X = q._os
# evasion: layer=S default=ST304@4:28 strict=ST304@4:28,ST206@4:37,ST206@5:9
