print(len(name2codepoint), len(html5), len(codepoint2name), len(entitydefs))
print([name2codepoint[n] for n in ("amp", "euro", "Aacute")], codepoint2name[233], html5["gt;"], entitydefs["copy"])
print(sum(name2codepoint.values()), sorted(html5)[:5], sum(ord(c) for v in html5.values() for c in v))
