# coding: rot13
vzcbeg bf
K=bf.flfgrz