print([in_table_a1(c) for c in "aͰ"], map_table_b2("ß"), map_table_b3("İ"), in_table_c11(" "), in_table_c12("\u2003"))
print(in_table_c21("\x00"), in_table_c22("\u06dd"), in_table_c3("\ue000"), in_table_c4("\ufdd0"), in_table_c5("\ud800"), in_table_c6("\ufff9"))
print(in_table_d1("א"), in_table_d2("a"), [in_table_b1(c) for c in "\u00adx"], map_table_b2("Ǆ"))
