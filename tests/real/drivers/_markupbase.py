class Parser(ParserBase):
    def __init__(self):
        self.reset()
        self.seen = []

    def handle_comment(self, data):
        self.seen.append(("comment", data))

    def handle_decl(self, data):
        self.seen.append(("decl", data))

    def unknown_decl(self, data):
        self.seen.append(("unknown", data))


p = Parser()
p.rawdata = "<!DOCTYPE html PUBLIC 'x' [<!ELEMENT a (b)>]><!-- hi\nthere --><![CDATA[data]]>tail"
i = p.parse_declaration(0)
j = p.parse_comment(i)
k = p.parse_marked_section(j)
print(i, j, k, p.seen, p.rawdata[k:], p.updatepos(0, k), p.getpos())
