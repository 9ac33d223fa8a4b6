def main():
    print("start")
    if True:
        exit()
    print("never")


main()
