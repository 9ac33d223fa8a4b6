print(pathname2url("C:\\a\\b c"), pathname2url("\\\\host\\share\\x"), pathname2url("rel\\path"))
print(url2pathname("///C:/a/b"), url2pathname("////host/share"), url2pathname("a/b"))
try:
    pathname2url("C:D:x")
except OSError as e:
    print("OSError", e)
