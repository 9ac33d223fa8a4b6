# row: 16
# verdict: cpu_limit
say('REACHED')
for number in range(1, 65):
    try: signal.signal(number, lambda *given: None)
    except (OSError, ValueError): pass
while True:
    try: os.kill(os.getpid(), signal.SIGUSR1)
    except OSError: pass
