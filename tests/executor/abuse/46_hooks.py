# row: 46
# verdict: cpu_limit
sys.settrace(lambda *a: None)
sys.setprofile(lambda *a: None)
sys.setswitchinterval(1e9)
gc.disable()
say('REACHED')
while True:
    pass
