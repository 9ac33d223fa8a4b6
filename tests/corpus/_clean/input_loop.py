def read_numbers():
    numbers = []
    while True:
        try:
            line = input()
        except EOFError:
            break
        numbers.extend(int(word) for word in line.split())
    return numbers


def main():
    numbers = read_numbers()
    print(len(numbers), sum(numbers))


if __name__ == "__main__":
    main()
