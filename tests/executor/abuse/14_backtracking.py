# row: 14
# verdict: cpu_limit wall_limit
# case: re.match('(a+)+$', 'a' * 40 + 'b')
# case: re.match('(.*)*x' * 3, 'a' * 4000)
# case: difflib.SequenceMatcher(None, 'ab' * 20000, 'ba' * 20000, autojunk=False).ratio()
