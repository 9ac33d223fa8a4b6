class C:
    def __del__(s): pass
X=C()