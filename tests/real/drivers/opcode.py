print(len(opmap), opname[100], HAVE_ARGUMENT, len(hasjrel), sorted(hasname)[:4], cmp_op, EXTENDED_ARG, hasconst)
print(sum(opmap.values()), sorted(opmap)[:5], [opname[i] for i in hasfree])
