g=(i for i in [1])
X=g.gi_frame