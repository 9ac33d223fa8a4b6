import time

show = [print]
nap = time.monotonic()


class Printer:
    def print(self, text):
        return text


Printer().print("x")


def sleep(seconds):
    return seconds


sleep(1)
