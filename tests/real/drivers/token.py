print(len(tok_name), tok_name[NAME], ISTERMINAL(NAME), ISNONTERMINAL(300), ISEOF(ENDMARKER))
print(sorted(EXACT_TOKEN_TYPES)[:8], EXACT_TOKEN_TYPES["**="], [tok_name[t] for t in EXACT_TOKEN_TYPES.values()][:6])
