#include "executor/worker/cpython.h"

namespace stockade::executor::worker {
namespace {

std::string submission_module = "__main__";

// The byte offset of the instruction that a frame has come to.
int LastInstruction(PyFrameObject* frame) {
#if PY_VERSION_HEX >= 0x030B0000
  return PyFrame_GetLasti(frame);
#elif PY_VERSION_HEX >= 0x030A0000
  return frame->f_lasti * 2;
#else
  return frame->f_lasti;
#endif
}

}  // namespace

void SetSubmissionModule(std::string name) { submission_module = std::move(name); }

CodePlace PlaceOf(PyCodeObject* code, int offset) {
  CodePlace place;
#if PY_VERSION_HEX < 0x030B0000
  const int line = PyCode_Addr2Line(code, offset);
  if (line > 0) place.line = static_cast<uint32_t>(line);
  place.function = Utf8(code->co_name, 512);
#else
  int line = 0, column = 0, end_line = 0, end_column = 0;
  if (PyCode_Addr2Location(code, offset, &line, &column, &end_line, &end_column) != 0) {
    if (line > 0) place.line = static_cast<uint32_t>(line);
    if (column >= 0) {
      place.column = static_cast<uint32_t>(column);
      place.has_column = true;
    }
  }
  place.function = Utf8(code->co_qualname, 512);
#endif
  return place;
}

std::vector<CodePlace> RunningFrames(PyObject* filename, size_t limit) {
  std::vector<CodePlace> places;
  PyFrameObject* current = PyEval_GetFrame();
  Ref frame = Ref::Borrow(reinterpret_cast<PyObject*>(current));
  while (frame && places.size() < limit) {
    auto* object = reinterpret_cast<PyFrameObject*>(frame.get());
    Ref code = Ref::Steal(reinterpret_cast<PyObject*>(PyFrame_GetCode(object)));
    auto* code_object = reinterpret_cast<PyCodeObject*>(code.get());
    if (code_object->co_filename == filename) {
      places.push_back(PlaceOf(code_object, LastInstruction(object)));
    }
    frame = Ref::Steal(reinterpret_cast<PyObject*>(PyFrame_GetBack(object)));
  }
  return places;
}

PyObject* GeneratorCode(PyObject* generator) {
  auto* object = reinterpret_cast<PyGenObject*>(generator);
#if PY_VERSION_HEX >= 0x030C0000
  // The generator holds its code, so the reference that we are given can go at once.
  Ref code = Ref::Steal(reinterpret_cast<PyObject*>(PyGen_GetCode(object)));
  return code.get();
#else
  return reinterpret_cast<PyObject*>(object->gi_code);
#endif
}

PyTypeObject* ExceptionGroupType() {
#if PY_VERSION_HEX >= 0x030B0000
  return reinterpret_cast<PyTypeObject*>(PyExc_BaseExceptionGroup);
#else
  return nullptr;
#endif
}

PyTypeObject* MetaclassOf(PyTypeObject* wanted, PyObject* bases) {
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); ++i) {
    PyTypeObject* other = Py_TYPE(PyTuple_GET_ITEM(bases, i));
    if (PyType_IsSubtype(wanted, other) != 0) continue;
    if (PyType_IsSubtype(other, wanted) == 0) {
      PyErr_SetString(PyExc_TypeError,
                      "metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                      "subclass of the metaclasses of all its bases");
      return nullptr;
    }
    wanted = other;
  }
  return wanted;
}

bool IntBytes(PyObject* number, unsigned char* bytes, size_t size) {
  auto* object = reinterpret_cast<PyLongObject*>(number);
#if PY_VERSION_HEX >= 0x030D0000
  return _PyLong_AsByteArray(object, bytes, size, 1, 1, 1) == 0;
#else
  return _PyLong_AsByteArray(object, bytes, size, 1, 1) == 0;
#endif
}

std::string Utf8(PyObject* text, size_t limit) {
  if (text == nullptr || !PyUnicode_Check(text)) return {};
  // Each character takes at least one byte, so a longer prefix is never needed.
  const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
  const auto wanted = static_cast<Py_ssize_t>(limit);
  Ref prefix = Ref::Steal(PyUnicode_Substring(text, 0, length < wanted ? length : wanted));
  Ref bytes =
      prefix ? Ref::Steal(PyUnicode_AsEncodedString(prefix.get(), "utf-8", "replace")) : Ref();
  if (!bytes) {
    PyErr_Clear();
    return {};
  }
  std::string out(PyBytes_AS_STRING(bytes.get()),
                  static_cast<size_t>(PyBytes_GET_SIZE(bytes.get())));
  if (out.size() > limit) {
    size_t end = limit;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0u) == 0x80u) --end;
    out.resize(end);
  }
  return out;
}

std::string TypeName(PyTypeObject* type) {
  if ((type->tp_flags & Py_TPFLAGS_HEAPTYPE) == 0) {
    const std::string_view name = type->tp_name;
    return std::string(name);
  }
  auto* heap = reinterpret_cast<PyHeapTypeObject*>(type);
  std::string name = Utf8(heap->ht_qualname, 512);
  PyObject* module = PyDict_GetItemString(DictOf(type), "__module__");
  const std::string module_name = Utf8(module, 512);
  if (module_name.empty() || module_name == "builtins" || module_name == submission_module) {
    return name;
  }
  return module_name + "." + name;
}

bool IsText(PyObject* object, std::string_view text) {
  if (!PyUnicode_CheckExact(object)) return false;
  if (PyUnicode_IS_COMPACT_ASCII(object)) {
    return std::string_view(reinterpret_cast<const char*>(PyUnicode_1BYTE_DATA(object)),
                            static_cast<size_t>(PyUnicode_GET_LENGTH(object))) == text;
  }
  Py_ssize_t size = 0;
  const char* data = PyUnicode_AsUTF8AndSize(object, &size);
  if (data == nullptr) {
    PyErr_Clear();
    return false;
  }
  return std::string_view(data, static_cast<size_t>(size)) == text;
}

}  // namespace stockade::executor::worker
