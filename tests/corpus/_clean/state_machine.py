STATES = {
    ("idle", "coin"): "ready",
    ("ready", "push"): "idle",
    ("ready", "coin"): "ready",
}


class Turnstile:
    def __init__(self):
        self.state = "idle"
        self.log = {}

    def __call__(self, event):
        try:
            self.state = STATES[self.state, event]
        except KeyError:
            self.log["refused"] = self.log.get("refused", 0) + 1
        else:
            self.log.setdefault(event, []).append(self.state)
        return self


machine = Turnstile()
machine("push")("coin")("coin")("push")("push")
print(machine.state, machine.log)
