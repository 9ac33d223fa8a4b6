for name, test in (("alnum", isalnum), ("alpha", isalpha), ("blank", isblank), ("cntrl", iscntrl), ("digit", isdigit),
                   ("graph", isgraph), ("lower", islower), ("print", isprint), ("punct", ispunct), ("space", isspace),
                   ("upper", isupper), ("xdigit", isxdigit), ("meta", ismeta), ("ctrl", isctrl)):
    print(name, [c for c in range(0, 260, 3) if test(c)], test("a"), test("\t"))
print([unctrl(c) for c in "a\n\x7f\x1b\xe9"], repr(ctrl("g")), repr(alt("a")), ascii(0xe9), ascii("\xe9"), controlnames[ESC], SP)
