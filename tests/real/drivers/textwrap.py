text = "The quick brown fox jumped over the lazy dog, and then -- after a well-earned rest -- jumped again.   Twice."
print(fill(text, 30))
print(wrap(text, 22, initial_indent="* ", subsequent_indent="  "))
print(shorten(text, 40), shorten(text, 25, placeholder="..."))
print(repr(dedent("    a\n      b\n\n    c\n")), repr(dedent("\tx\n\t  y\n")))
print(indent("one\n\ntwo\n", "> "), repr(indent("a\nb", "+", lambda line: "b" in line)))
w = TextWrapper(width=18, break_long_words=False, max_lines=3, fix_sentence_endings=True, drop_whitespace=False)
print(w.wrap(text + " supercalifragilisticexpialidocious"))
print(TextWrapper(width=10, break_on_hyphens=False).fill("a-b-c d-e-f-g-h-i-j-k"))
