payload = "__import__('os')"  # expect: ST309
#         ^^^^^^^^^^^^^^^^^^ expect: ST309
template = "{{ x.__globals__ }}"  # expect: ST309
