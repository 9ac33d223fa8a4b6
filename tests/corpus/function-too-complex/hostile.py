def one_line(a, b, c): return a and b or c and (a or b) if a else [x for x in b if x]  # expect: ST407


def cases(x):  # expect: ST407
    match x:
        case 1:
            return 1
        case 2:
            return 2
        case 3:
            return 3
        case _:
            return 4
