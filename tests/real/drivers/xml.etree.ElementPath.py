class Element:
    def __init__(self, tag, text=None, attributes=(), children=()):
        self.tag, self.text, self.attributes, self.children = tag, text, dict(attributes), list(children)

    def __iter__(self):
        return iter(self.children)

    def get(self, key, default=None):
        return self.attributes.get(key, default)

    def iter(self, tag=None):
        if tag in (None, "*", self.tag):
            yield self
        for child in self.children:
            yield from child.iter(tag)

    def itertext(self):
        if self.text:
            yield self.text
        for child in self.children:
            yield from child.itertext()

    def find(self, path):
        return find(self, path)

    def findall(self, path):
        return findall(self, path)

    def iterfind(self, path):
        return iterfind(self, path)

    def __repr__(self):
        return f"<{self.tag} {self.text}>"


E = Element
tree = E("library", children=[
    E("shelf", attributes={"id": "s1"}, children=[
        E("book", children=[E("title", "Dune"), E("year", "1965")], attributes={"lang": "en"}),
        E("book", children=[E("title", "Solaris"), E("year", "1961")], attributes={"lang": "pl"})]),
    E("shelf", attributes={"id": "s2"}, children=[E("book", children=[E("title", "Ubik"), E("year", "1969")]), E("map", "Arrakis")]),
    E("{urn:x}note", "hello")])
for path in ("shelf", "shelf/book/title", ".//title", "shelf[@id='s2']/*", ".//book[@lang]", ".//book[title='Ubik']/year",
             ".//book[@lang!='en']/title", "shelf[1]/book[last()]/title", ".//title/..", "shelf[map]", "{*}note", "{urn:x}*", ".",
             ".//*[.='Arrakis']", "shelf/book[year]"):
    print(path, findall(tree, path))
print(find(tree, "shelf/map"), findtext(tree, ".//year"), findtext(tree, "nope", "none"), find(tree, "n:note", {"n": "urn:x"}))
print(list(xpath_tokenizer(".//a[@b='c']/n:d", {"n": "urn:n"})))
for bad in ("/shelf", "shelf[0]", "p:q"):
    try:
        print(findall(tree, bad))
    except SyntaxError as e:
        print("SyntaxError", e)
