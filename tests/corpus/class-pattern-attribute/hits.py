match 1:
    case object(__mro__=m):  # expect: ST305
        print(m)
match (i for i in "a"):
    case object(gi_frame=frame):  # expect: ST305
        #       ^^^^^^^^ expect: ST305
        print(frame)
