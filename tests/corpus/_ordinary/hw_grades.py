# sets: default, education, strict, restrictedpython
students = {
    'Ana': [88, 92, 79],
    'Boris': [67, 71, 58],
    'Chloe': [95, 100, 98],
}

def average(l):
    s = 0
    for i in range(len(l)):
        s = s + l[i]
    return s / len(l)

def letter(g):
    if g >= 90:
        return 'A'
    elif g >= 80:
        return 'B'
    elif g >= 70:
        return 'C'
    else:
        return 'F'

best = None
for name in students:
    avg = average(students[name])
    print(name + ": " + str(round(avg, 1)) + " -> " + letter(avg))
    if best == None or avg > average(students[best]):
        best = name
print("Best: %s" % best)
print('%-10s|%5.1f%%' % ('done', 100.0))
