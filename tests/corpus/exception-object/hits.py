try:
    (1).nothing
except AttributeError as error:
    print(error.obj)  # expect: ST308
    #     ^^^^^^^^^ expect: ST308
