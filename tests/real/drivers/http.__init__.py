print(HTTPStatus.NOT_FOUND, HTTPStatus(200).phrase, HTTPStatus.IM_A_TEAPOT.value, HTTPStatus["OK"].description)
print(len(HTTPStatus), [s.name for s in HTTPStatus if 300 <= s < 304], HTTPStatus.OK == 200, HTTPStatus.OK + 4)
print(HTTPMethod.GET, HTTPMethod.POST.description, sorted(m.value for m in HTTPMethod))
