#include "executor/worker/formatting.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "executor/worker/attributes.h"

namespace stockade::executor::worker {
namespace {

constexpr int kMostNesting = 2;  // fields inside a field's specification, as CPython has it

PyMethodDef* format_method = nullptr;
PyMethodDef* format_map_method = nullptr;

bool RefuseWidth() {
  PyErr_Format(PyExc_MemoryError, "a format width or precision beyond %lld is not allowed here",
               kMostWidth);
  return false;
}

// The largest run of digits in `text`, as a number, capped.
long long LargestNumber(PyObject* text) {
  const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
  if (length < 8) return 0;  // shorter than the limit's digits
  const int kind = PyUnicode_KIND(text);
  const void* data = PyUnicode_DATA(text);
  long long largest = 0, current = 0;
  for (Py_ssize_t i = 0; i < length; ++i) {
    const int digit = Py_UNICODE_TODECIMAL(PyUnicode_READ(kind, data, i));
    current = digit < 0 ? 0 : std::min(current * 10 + digit, kMostWidth + 1);
    largest = std::max(largest, current);
  }
  return largest;
}

// Resolves the replacement fields of a format string as str.format does, attributes through the
// guard.
class FieldFormatter {
 public:
  // `mapping` null: positional and keyword arguments; else format_map's argument.
  FieldFormatter(PyObject* const* args, Py_ssize_t count, PyObject* keywords, PyObject* mapping)
      : args_(args), count_(count), keywords_(keywords), mapping_(mapping) {}

  PyObject* Format(PyObject* text, int nesting) {
    if (nesting < 0) {
      PyErr_SetString(PyExc_ValueError, "Max string recursion exceeded");
      return nullptr;
    }
    Ref parts = Ref::Steal(PyList_New(0));
    if (!parts) return nullptr;
    const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    Py_ssize_t start = 0, i = 0;
    while (i < length) {
      const Py_UCS4 c = PyUnicode_READ_CHAR(text, i);
      if (c != '{' && c != '}') {
        ++i;
        continue;
      }
      const bool doubled = i + 1 < length && PyUnicode_READ_CHAR(text, i + 1) == c;
      if (doubled) {
        if (!Literal(parts.get(), text, start, i + 1)) return nullptr;
        start = i += 2;
        continue;
      }
      if (c == '}') return Error("Single '}' encountered in format string");
      if (!Literal(parts.get(), text, start, i)) return nullptr;
      if (i + 1 == length) return Error("Single '{' encountered in format string");
      i = Field(parts.get(), text, i + 1, nesting);
      if (i < 0) return nullptr;
      start = i;
    }
    if (!Literal(parts.get(), text, start, length)) return nullptr;
    Ref empty = Ref::Steal(PyUnicode_New(0, 0));
    return PyUnicode_Join(empty.get(), parts.get());
  }

 private:
  PyObject* Error(const char* message) {
    PyErr_SetString(PyExc_ValueError, message);
    return nullptr;
  }

  bool Literal(PyObject* parts, PyObject* text, Py_ssize_t start, Py_ssize_t end) {
    if (start == end) return true;
    Ref piece = Ref::Steal(PyUnicode_Substring(text, start, end));
    return piece && PyList_Append(parts, piece.get()) == 0;
  }

  // Formats the field whose name starts at `i`; the position after its `}`, or -1.
  Py_ssize_t Field(PyObject* parts, PyObject* text, Py_ssize_t i, int nesting) {
    const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    const Py_ssize_t name_start = i;
    for (bool bracket = false; i < length; ++i) {
      const Py_UCS4 c = PyUnicode_READ_CHAR(text, i);
      if (bracket) {
        bracket = c != ']';
      } else if (c == '[') {
        bracket = true;
      } else if (c == '{') {
        Error("unexpected '{' in field name");
        return -1;
      } else if (c == '}' || c == ':' || c == '!') {
        break;
      }
    }
    if (i == length) {
      Error("expected '}' before end of string");
      return -1;
    }
    Ref value = Ref::Steal(Lookup(text, name_start, i));
    if (!value) return -1;
    char conversion = 0;
    if (PyUnicode_READ_CHAR(text, i) == '!') {
      if (i + 2 >= length) {
        Error("end of string while looking for conversion specifier");
        return -1;
      }
      const Py_UCS4 c = PyUnicode_READ_CHAR(text, i + 1);
      if (c != 'r' && c != 's' && c != 'a') {
        PyErr_Format(PyExc_ValueError, "Unknown conversion specifier %c", static_cast<int>(c));
        return -1;
      }
      conversion = static_cast<char>(c);
      i += 2;
      const Py_UCS4 after = PyUnicode_READ_CHAR(text, i);
      if (after != ':' && after != '}') {
        Error("expected ':' after conversion specifier");
        return -1;
      }
    }
    Ref spec;
    if (PyUnicode_READ_CHAR(text, i) == ':') {
      const Py_ssize_t spec_start = ++i;
      bool nested = false;
      for (int open = 1; i < length; ++i) {
        const Py_UCS4 c = PyUnicode_READ_CHAR(text, i);
        if (c == '{') nested = true, ++open;
        if (c == '}' && --open == 0) break;
      }
      if (i == length) {
        Error("expected '}' before end of string");
        return -1;
      }
      spec = Ref::Steal(PyUnicode_Substring(text, spec_start, i));
      if (spec && nested) spec = Ref::Steal(Format(spec.get(), nesting - 1));
      if (!spec) return -1;
    }
    Ref formatted = Ref::Steal(FormatField(value.get(), conversion, spec.get()));
    if (!formatted || PyList_Append(parts, formatted.get()) < 0) return -1;
    return i + 1;
  }

  // -1: not all digits.
  static Py_ssize_t AsIndex(PyObject* name) {
    const Py_ssize_t length = PyUnicode_GET_LENGTH(name);
    if (length == 0 || length > 18) return -1;
    Py_ssize_t index = 0;
    for (Py_ssize_t i = 0; i < length; ++i) {
      const int digit = Py_UNICODE_TODECIMAL(PyUnicode_READ_CHAR(name, i));
      if (digit < 0) return -1;
      index = index * 10 + digit;
    }
    return index;
  }

  PyObject* First(PyObject* name) {
    Py_ssize_t index = AsIndex(name);
    const bool automatic = PyUnicode_GET_LENGTH(name) == 0;
    if (automatic || index >= 0) {
      const Numbering wanted = automatic ? Numbering::kAutomatic : Numbering::kManual;
      if (numbering_ == Numbering::kUnknown) numbering_ = wanted;
      if (numbering_ != wanted) {
        return Error(
            wanted == Numbering::kAutomatic
                ? "cannot switch from manual field specification to automatic field numbering"
                : "cannot switch from automatic field numbering to manual field specification");
      }
      if (automatic) index = next_++;
      if (mapping_ != nullptr) return Error("Format string contains positional fields");
      if (index >= count_) {
        return PyErr_Format(PyExc_IndexError,
                            "Replacement index %zd out of range for positional args tuple", index);
      }
      Py_INCREF(args_[index]);
      return args_[index];
    }
    if (mapping_ != nullptr) return PyObject_GetItem(mapping_, name);
    const Py_ssize_t count = keywords_ == nullptr ? 0 : PyTuple_GET_SIZE(keywords_);
    for (Py_ssize_t i = 0; i < count; ++i) {
      if (PyUnicode_Compare(PyTuple_GET_ITEM(keywords_, i), name) == 0) {
        Py_INCREF(args_[count_ + i]);
        return args_[count_ + i];
      }
    }
    PyErr_SetObject(PyExc_KeyError, name);
    return nullptr;
  }

  PyObject* Lookup(PyObject* text, Py_ssize_t i, Py_ssize_t end) {
    const auto name_from = [text, end](Py_ssize_t from, Py_ssize_t* to) {
      *to = from;
      while (*to < end && PyUnicode_READ_CHAR(text, *to) != '.' &&
             PyUnicode_READ_CHAR(text, *to) != '[') {
        ++*to;
      }
      return PyUnicode_Substring(text, from, *to);
    };
    Ref first = Ref::Steal(name_from(i, &i));
    Ref value = first ? Ref::Steal(First(first.get())) : Ref();
    while (value && i < end) {
      if (PyUnicode_READ_CHAR(text, i) == '.') {
        Ref name = Ref::Steal(name_from(i + 1, &i));
        if (!name) return nullptr;
        if (PyUnicode_GET_LENGTH(name.get()) == 0) return Error("Empty attribute in format string");
        value = Ref::Steal(GuardedGetAttr(value.get(), name.get()));
        continue;
      }
      if (PyUnicode_READ_CHAR(text, i) != '[') {
        return Error("Only '.' or '[' may follow ']' in format field specifier");
      }
      const Py_ssize_t key_start = ++i;
      while (i < end && PyUnicode_READ_CHAR(text, i) != ']') ++i;
      if (i == end) return Error("Missing ']' in format string");
      Ref key = Ref::Steal(PyUnicode_Substring(text, key_start, i));
      ++i;
      if (!key) return nullptr;
      if (PyUnicode_GET_LENGTH(key.get()) == 0) return Error("Empty attribute in format string");
      const Py_ssize_t index = AsIndex(key.get());
      if (index >= 0) key = Ref::Steal(PyLong_FromSsize_t(index));
      if (!key) return nullptr;
      value = Ref::Steal(FilterValue(PyObject_GetItem(value.get(), key.get())));
    }
    return value.Release();
  }

  enum class Numbering { kUnknown, kAutomatic, kManual };

  PyObject* const* args_;
  Py_ssize_t count_;
  PyObject* keywords_;
  PyObject* mapping_;
  Numbering numbering_ = Numbering::kUnknown;
  Py_ssize_t next_ = 0;
};

// May str.format itself take this text? A field name follows a `{` and ends at one of `{}:!`; one
// with a path, a nested field or a large number is ours.
bool IsSimple(PyObject* text) {
  const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
  const int kind = PyUnicode_KIND(text);
  const void* data = PyUnicode_DATA(text);
  bool in_name = false, in_spec = false;
  for (Py_ssize_t i = 0; i < length; ++i) {
    const Py_UCS4 c = PyUnicode_READ(kind, data, i);
    if (c == '{') {
      if (in_spec) return false;
      in_name = true;
    } else if (c == '}') {
      in_name = in_spec = false;
    } else if (c == ':' || c == '!') {
      in_spec = in_spec || in_name;
      in_name = false;
    } else if (in_name && (c == '.' || c == '[')) {
      return false;
    }
  }
  return LargestNumber(text) <= kMostWidth;
}

struct FormatterObject {
  PyObject_HEAD vectorcallfunc vectorcall;
  PyObject* original;  // the builtin method or the method of the type
  bool bound;
  bool map;
};
FormatterObject* AsFormatter(PyObject* object) {
  return reinterpret_cast<FormatterObject*>(object);
}

PyObject* FormatterCall(PyObject* self, PyObject* const* args, size_t flags, PyObject* keywords) {
  FormatterObject* formatter = AsFormatter(self);
  Py_ssize_t count = PyVectorcall_NARGS(flags);
  PyObject* text = nullptr;
  PyObject* const* rest = args;
  if (formatter->bound) {
    text = PyCFunction_GET_SELF(formatter->original);
  } else if (count > 0 && PyUnicode_Check(args[0])) {
    text = args[0];
    ++rest;
    --count;
  }
  const bool simple = text == nullptr || IsSimple(text);
  if (simple)
    return PyObject_Vectorcall(formatter->original, args, flags & ~PY_VECTORCALL_ARGUMENTS_OFFSET,
                               keywords);
  if (formatter->map) {
    if (count != 1 || keywords != nullptr) {
      return PyErr_Format(PyExc_TypeError,
                          "str.format_map() takes exactly one argument (%zd given)", count);
    }
    return FieldFormatter(nullptr, 0, nullptr, rest[0]).Format(text, kMostNesting - 1);
  }
  return FieldFormatter(rest, count, keywords, nullptr).Format(text, kMostNesting - 1);
}

PyObject* FormatterRepr(PyObject* self) {
  return PyUnicode_FromFormat("<method '%s' of 'str' objects>",
                              AsFormatter(self)->map ? "format_map" : "format");
}
void FormatterDealloc(PyObject* self) {
  Py_DECREF(AsFormatter(self)->original);
  PyObject_Free(self);
}
// A method that stands in a class body becomes bound, as str.format does: class S(str): show =
// str.format.
PyObject* FormatterGet(PyObject* self, PyObject* object, PyObject*) {
  if (object == nullptr || AsFormatter(self)->bound || !PyUnicode_Check(object)) {
    Py_INCREF(self);
    return self;
  }
  return PyMethod_New(self, object);
}

PyTypeObject formatter_type = [] {
  PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
  type.tp_name = "builtin_function_or_method";
  type.tp_basicsize = sizeof(FormatterObject);
  type.tp_flags =
      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  type.tp_vectorcall_offset = offsetof(FormatterObject, vectorcall);
  type.tp_call = PyVectorcall_Call;
  type.tp_dealloc = FormatterDealloc;
  type.tp_repr = FormatterRepr;
  type.tp_descr_get = FormatterGet;
  return type;
}();

PyMethodDef* MethodOfStr(const char* name) {
  PyObject* method = PyDict_GetItemString(DictOf(&PyUnicode_Type), name);
  if (method == nullptr || Py_TYPE(method) != &PyMethodDescr_Type) return nullptr;
  return reinterpret_cast<PyMethodDescrObject*>(method)->d_method;
}

}  // namespace

bool StartFormatting() {
  format_method = MethodOfStr("format");
  format_map_method = MethodOfStr("format_map");
  if (format_method == nullptr || format_map_method == nullptr) {
    PyErr_SetString(PyExc_RuntimeError, "str has no format methods");
    return false;
  }
  return PyType_Ready(&formatter_type) == 0;
}

PyObject* GuardFormatMethod(PyObject* method) {
  const PyMethodDef* definition = nullptr;
  const bool bound = PyCFunction_CheckExact(method);
  if (bound) {
    definition = reinterpret_cast<PyCFunctionObject*>(method)->m_ml;
  } else if (Py_TYPE(method) == &PyMethodDescr_Type) {
    definition = reinterpret_cast<PyMethodDescrObject*>(method)->d_method;
  }
  if (definition == nullptr || (definition != format_method && definition != format_map_method))
    return nullptr;
  FormatterObject* formatter = PyObject_New(FormatterObject, &formatter_type);
  if (formatter == nullptr) return nullptr;
  formatter->vectorcall = FormatterCall;
  Py_INCREF(method);
  formatter->original = method;
  formatter->bound = bound;
  formatter->map = definition == format_map_method;
  return reinterpret_cast<PyObject*>(formatter);
}

PyObject* FormatField(PyObject* value, char conversion, PyObject* spec) {
  Ref converted;
  if (conversion != 0) {
    converted = Ref::Steal(conversion == 'r'   ? PyObject_Repr(value)
                           : conversion == 's' ? PyObject_Str(value)
                                               : PyObject_ASCII(value));
    if (!converted) return nullptr;
    value = converted.get();
  }
  if (spec != nullptr && PyUnicode_Check(spec) && LargestNumber(spec) > kMostWidth &&
      !IsSubmissionType(Py_TYPE(value))) {
    RefuseWidth();
    return nullptr;
  }
  return PyObject_Format(value, spec);
}

bool CheckPercentWidths(PyObject* left, PyObject* right) {
  Ref decoded;
  PyObject* text = left;
  if (PyBytes_Check(left)) {
    decoded = Ref::Steal(
        PyUnicode_DecodeLatin1(PyBytes_AS_STRING(left), PyBytes_GET_SIZE(left), nullptr));
    if (!decoded) return false;
    text = decoded.get();
  } else if (PyByteArray_Check(left)) {
    decoded = Ref::Steal(
        PyUnicode_DecodeLatin1(PyByteArray_AS_STRING(left), PyByteArray_GET_SIZE(left), nullptr));
    if (!decoded) return false;
    text = decoded.get();
  } else if (!PyUnicode_Check(left)) {
    return true;
  }
  const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
  const int kind = PyUnicode_KIND(text);
  const void* data = PyUnicode_DATA(text);
  bool star = false;
  for (Py_ssize_t i = 0; i < length; ++i) {
    if (PyUnicode_READ(kind, data, i) != '%') continue;
    ++i;
    // A mapping key in parentheses, then flags, widths and a precision.
    if (i < length && PyUnicode_READ(kind, data, i) == '(') {
      int open = 0;
      for (; i < length; ++i) {
        const Py_UCS4 c = PyUnicode_READ(kind, data, i);
        open += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (open == 0) break;
      }
      ++i;
    }
    long long number = 0;
    for (; i < length; ++i) {
      const Py_UCS4 c = PyUnicode_READ(kind, data, i);
      if (c >= '0' && c <= '9') {
        number = std::min(number * 10 + static_cast<long long>(c - '0'), kMostWidth + 1);
        if (number > kMostWidth) return RefuseWidth();
      } else if (c == '*') {
        star = true;
      } else if (c == '.' || c == '-' || c == '+' || c == ' ' || c == '#') {
        number = 0;
      } else {
        break;
      }
    }
  }
  if (!star || !PyTuple_Check(right)) return true;
  // Which argument is a width is not worth finding out: large ints beside a `*` are rare.
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(right); ++i) {
    PyObject* item = PyTuple_GET_ITEM(right, i);
    if (!PyLong_Check(item)) continue;
    int overflow = 0;
    const long long width = PyLong_AsLongLongAndOverflow(item, &overflow);
    if (overflow == 0 && (width > kMostWidth || width < -kMostWidth)) return RefuseWidth();
  }
  return true;
}

}  // namespace stockade::executor::worker
