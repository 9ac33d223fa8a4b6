print(escape("<a href='x'>&\"</a>"), escape("'\"", quote=False))
print(unescape("&lt;&gt;&amp;&quot;&#39;&#x41;&notit;&notin;&eacute;&hearts;&#128;&#xD800;&#0;&nosuch;&copy"))
print([unescape("&%s;" % n) for n in ("alpha", "Omega", "nbsp", "frac12", "NotEqualTilde")])
