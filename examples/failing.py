def divide(a, b):
    return a / b


def average(numbers):
    total = 0
    for number in numbers:
        total += number
    return divide(total, len(numbers))
