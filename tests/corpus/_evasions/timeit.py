import timeit
X=timeit.timeit("1+1",number=1)