# row: 48
# verdict: cpu_limit
try:
    os.setpriority(os.PRIO_PROCESS, 0, -20)
except PermissionError:
    say('REACHED')
while True:
    pass
