print(safe_repr([1, 2]), safe_repr("x" * 100, short=True))
print(sorted_list_difference([1, 2, 3, 4], [2, 4, 6]), unorderable_list_difference([3, 1, 2], [2, 5]))
print(three_way_cmp(1, 2), three_way_cmp(2, 2), _count_diff_hashable([1, 1, 2], [1, 3]), _count_diff_all_purpose([[1]], [[2]]))
print(_common_shorten_repr("a" * 80 + "x", "a" * 80 + "y"))
