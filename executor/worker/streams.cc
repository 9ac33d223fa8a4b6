#include "executor/worker/streams.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace stockade::executor::worker {
namespace {

struct StreamObject {
  PyObject_HEAD int descriptor;  // 0: input
  bool binary;                   // `sys.stdin.buffer`, `sys.stdout.buffer`
};

std::string input_bytes;
size_t input_position = 0;

StreamObject* AsStream(PyObject* object) { return reinterpret_cast<StreamObject*>(object); }

bool IsInput(PyObject* self) {
  if (AsStream(self)->descriptor == 0) return true;
  PyErr_SetString(PyExc_OSError, "not readable");
  return false;
}

bool IsOutput(PyObject* self) {
  if (AsStream(self)->descriptor != 0) return true;
  PyErr_SetString(PyExc_OSError, "not writable");
  return false;
}

// Text goes out as UTF-8; standard error never fails on a lone surrogate, as in CPython.
bool WriteText(int descriptor, PyObject* text) {
  Py_ssize_t size = 0;
  const char* data = PyUnicode_AsUTF8AndSize(text, &size);
  if (data != nullptr) {
    WriteAll(descriptor, {data, static_cast<size_t>(size)});
    return true;
  }
  if (descriptor != 2) return false;
  PyErr_Clear();
  Ref bytes = Ref::Steal(PyUnicode_AsEncodedString(text, "utf-8", "backslashreplace"));
  if (!bytes) return false;
  WriteAll(descriptor,
           {PyBytes_AS_STRING(bytes.get()), static_cast<size_t>(PyBytes_GET_SIZE(bytes.get()))});
  return true;
}

PyObject* MakeInput(PyObject* self, std::string_view bytes) {
  const auto size = static_cast<Py_ssize_t>(bytes.size());
  if (AsStream(self)->binary) return PyBytes_FromStringAndSize(bytes.data(), size);
  return PyUnicode_DecodeUTF8(bytes.data(), size, "surrogateescape");
}

// The next line with its newline; empty at the end.
std::string_view TakeLine() {
  const std::string_view rest = std::string_view(input_bytes).substr(input_position);
  const size_t newline = rest.find('\n');
  const std::string_view line = newline == rest.npos ? rest : rest.substr(0, newline + 1);
  input_position += line.size();
  return line;
}

PyObject* StreamWrite(PyObject* self, PyObject* data) {
  if (!IsOutput(self)) return nullptr;
  const int descriptor = AsStream(self)->descriptor;
  if (AsStream(self)->binary) {
    Py_buffer view;
    if (PyObject_GetBuffer(data, &view, PyBUF_SIMPLE) < 0) return nullptr;
    WriteAll(descriptor, {static_cast<const char*>(view.buf), static_cast<size_t>(view.len)});
    const Py_ssize_t written = view.len;
    PyBuffer_Release(&view);
    return PyLong_FromSsize_t(written);
  }
  if (!PyUnicode_Check(data)) {
    return PyErr_Format(PyExc_TypeError, "write() argument must be str, not %.200s",
                        Py_TYPE(data)->tp_name);
  }
  if (!WriteText(descriptor, data)) return nullptr;
  return PyLong_FromSsize_t(PyUnicode_GET_LENGTH(data));
}

PyObject* StreamWriteLines(PyObject* self, PyObject* lines) {
  Ref iterator = Ref::Steal(PyObject_GetIter(lines));
  if (!iterator) return nullptr;
  while (true) {
    Ref line = Ref::Steal(PyIter_Next(iterator.get()));
    if (!line) break;
    Ref written = Ref::Steal(StreamWrite(self, line.get()));
    if (!written) return nullptr;
  }
  if (PyErr_Occurred()) return nullptr;
  Py_RETURN_NONE;
}

PyObject* StreamFlush(PyObject*, PyObject*) { Py_RETURN_NONE; }
PyObject* StreamFalse(PyObject*, PyObject*) { Py_RETURN_FALSE; }
PyObject* StreamReadable(PyObject* self, PyObject*) {
  return PyBool_FromLong(AsStream(self)->descriptor == 0);
}
PyObject* StreamWritable(PyObject* self, PyObject*) {
  return PyBool_FromLong(AsStream(self)->descriptor != 0);
}

bool ReadSize(PyObject* const* args, Py_ssize_t count, Py_ssize_t* size) {
  *size = -1;
  if (count > 1) {
    PyErr_Format(PyExc_TypeError, "expected at most 1 argument, got %zd", count);
    return false;
  }
  if (count == 0 || args[0] == Py_None) return true;
  *size = PyNumber_AsSsize_t(args[0], PyExc_OverflowError);
  return *size != -1 || !PyErr_Occurred();
}

PyObject* StreamRead(PyObject* self, PyObject* const* args, Py_ssize_t count) {
  Py_ssize_t size = -1;
  if (!IsInput(self) || !ReadSize(args, count, &size)) return nullptr;
  const std::string_view rest = std::string_view(input_bytes).substr(input_position);
  size_t taken = rest.size();
  if (size >= 0) {
    taken = 0;
    // Characters are counted, not bytes, except in the binary view.
    for (Py_ssize_t units = 0; taken < rest.size(); ++taken) {
      const bool starts =
          AsStream(self)->binary || (static_cast<unsigned char>(rest[taken]) & 0xC0u) != 0x80u;
      if (starts && units++ == size) break;
    }
  }
  input_position += taken;
  return MakeInput(self, rest.substr(0, taken));
}

PyObject* StreamReadLine(PyObject* self, PyObject* const* args, Py_ssize_t count) {
  Py_ssize_t size = -1;
  if (!IsInput(self) || !ReadSize(args, count, &size)) return nullptr;
  return MakeInput(self, TakeLine());
}

PyObject* StreamReadLines(PyObject* self, PyObject* const* args, Py_ssize_t count) {
  Py_ssize_t size = -1;
  if (!IsInput(self) || !ReadSize(args, count, &size)) return nullptr;
  Ref list = Ref::Steal(PyList_New(0));
  if (!list) return nullptr;
  while (true) {
    const std::string_view line = TakeLine();
    if (line.empty()) return list.Release();
    Ref item = Ref::Steal(MakeInput(self, line));
    if (!item || PyList_Append(list.get(), item.get()) < 0) return nullptr;
  }
}

PyObject* StreamNext(PyObject* self) {
  if (!IsInput(self)) return nullptr;
  const std::string_view line = TakeLine();
  return line.empty() ? nullptr : MakeInput(self, line);
}

PyObject* StreamRepr(PyObject* self) {
  constexpr const char* kNames[] = {"<stdin>", "<stdout>", "<stderr>"};
  return PyUnicode_FromString(kNames[AsStream(self)->descriptor]);
}

PyObject* streams[3];
PyObject* binary_streams[3];

PyObject* StreamBuffer(PyObject* self, void*) {
  PyObject* binary = binary_streams[AsStream(self)->descriptor];
  Py_INCREF(binary);
  return binary;
}
PyObject* StreamEncoding(PyObject*, void*) { return PyUnicode_FromString("utf-8"); }
PyObject* StreamClosed(PyObject*, void*) { Py_RETURN_FALSE; }

template <class Function>
PyCFunction AsMethod(Function function) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}

PyMethodDef kStreamMethods[] = {{"write", StreamWrite, METH_O, nullptr},
                                {"writelines", StreamWriteLines, METH_O, nullptr},
                                {"flush", StreamFlush, METH_NOARGS, nullptr},
                                {"isatty", StreamFalse, METH_NOARGS, nullptr},
                                {"readable", StreamReadable, METH_NOARGS, nullptr},
                                {"writable", StreamWritable, METH_NOARGS, nullptr},
                                {"seekable", StreamFalse, METH_NOARGS, nullptr},
                                {"read", AsMethod(StreamRead), METH_FASTCALL, nullptr},
                                {"readline", AsMethod(StreamReadLine), METH_FASTCALL, nullptr},
                                {"readlines", AsMethod(StreamReadLines), METH_FASTCALL, nullptr},
                                {nullptr, nullptr, 0, nullptr}};

PyGetSetDef kStreamFields[] = {{"buffer", StreamBuffer, nullptr, nullptr, nullptr},
                               {"encoding", StreamEncoding, nullptr, nullptr, nullptr},
                               {"closed", StreamClosed, nullptr, nullptr, nullptr},
                               {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyTypeObject MakeStreamType() {
  PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
  type.tp_name = "stream";
  type.tp_basicsize = sizeof(StreamObject);
  type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  type.tp_methods = kStreamMethods;
  type.tp_getset = kStreamFields;
  type.tp_repr = StreamRepr;
  type.tp_iter = PyObject_SelfIter;
  type.tp_iternext = StreamNext;
  return type;
}
PyTypeObject stream_type = MakeStreamType();

// One piece of what print writes; the text of an object as `str` gives it.
bool AppendText(std::string* out, PyObject* object) {
  Ref text = Ref::Steal(PyObject_Str(object));
  if (!text) return false;
  Py_ssize_t size = 0;
  const char* data = PyUnicode_AsUTF8AndSize(text.get(), &size);
  if (data == nullptr) return false;
  out->append(data, static_cast<size_t>(size));
  return true;
}

// `sep` and `end`: None means the default; anything but str is an error.
bool SeparatorText(PyObject* object, const char* name, std::string_view* text) {
  if (object == nullptr || object == Py_None) return true;
  if (!PyUnicode_Check(object)) {
    PyErr_Format(PyExc_TypeError, "%s must be None or a string, not %.200s", name,
                 Py_TYPE(object)->tp_name);
    return false;
  }
  Py_ssize_t size = 0;
  const char* data = PyUnicode_AsUTF8AndSize(object, &size);
  if (data == nullptr) return false;
  *text = {data, static_cast<size_t>(size)};
  return true;
}

}  // namespace

void WriteAll(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written > 0) {
      bytes.remove_prefix(static_cast<size_t>(written));
    } else if (written < 0 && errno == EAGAIN) {
      pollfd wait{descriptor, POLLOUT, 0};
      poll(&wait, 1, 100);
    } else if (written < 0 && errno != EINTR) {
      return;
    }
  }
}

bool StartStreams() {
  if (PyType_Ready(&stream_type) < 0) return false;
  constexpr const char* kNames[] = {"stdin", "stdout", "stderr"};
  for (int i = 0; i < 3; ++i) {
    for (const bool binary : {false, true}) {
      StreamObject* stream = PyObject_New(StreamObject, &stream_type);
      if (stream == nullptr) return false;
      stream->descriptor = i;
      stream->binary = binary;
      (binary ? binary_streams : streams)[i] = reinterpret_cast<PyObject*>(stream);
    }
    const std::string original = std::string("__") + kNames[i] + "__";
    if (PySys_SetObject(kNames[i], streams[i]) < 0 ||
        PySys_SetObject(original.c_str(), streams[i]) < 0) {
      return false;
    }
  }
  return true;
}

void SetStandardInput(std::string bytes) {
  input_position = 0;
  input_bytes.clear();
  input_bytes.reserve(bytes.size());
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != '\r') {
      input_bytes += bytes[i];
    } else {
      input_bytes += '\n';
      if (i + 1 < bytes.size() && bytes[i + 1] == '\n') ++i;
    }
  }
}

PyObject* GetStream(StandardStream stream) { return streams[static_cast<int>(stream)]; }

bool IsStream(PyObject* object) { return Py_TYPE(object) == &stream_type; }

PyObject* Print(PyObject*, PyObject* const* args, Py_ssize_t count, PyObject* keywords) {
  PyObject* separator = nullptr;
  PyObject* end = nullptr;
  PyObject* file = nullptr;
  const Py_ssize_t keyword_count = keywords == nullptr ? 0 : PyTuple_GET_SIZE(keywords);
  for (Py_ssize_t i = 0; i < keyword_count; ++i) {
    PyObject* name = PyTuple_GET_ITEM(keywords, i);
    PyObject* value = args[count + i];
    if (IsText(name, "sep")) {
      separator = value;
    } else if (IsText(name, "end")) {
      end = value;
    } else if (IsText(name, "file")) {
      file = value;
    } else if (!IsText(name, "flush")) {
      return PyErr_Format(PyExc_TypeError, "'%U' is an invalid keyword argument for print()", name);
    }
  }
  std::string_view separator_text = " ", end_text = "\n";
  if (!SeparatorText(separator, "sep", &separator_text) || !SeparatorText(end, "end", &end_text)) {
    return nullptr;
  }
  if (file == nullptr || file == Py_None) {
    PyObject* current = PySys_GetObject("stdout");
    file = current == streams[1] ? nullptr : current;
  }
  std::string out;
  for (Py_ssize_t i = 0; i < count; ++i) {
    if (i > 0) out += separator_text;
    if (!AppendText(&out, args[i])) {
      // What stood before the failing argument is printed, as CPython does.
      if (file == nullptr) WriteAll(1, out);
      return nullptr;
    }
  }
  out += end_text;
  if (file == nullptr || file == streams[1]) {
    WriteAll(1, out);
  } else if (file == streams[2]) {
    WriteAll(2, out);
  } else {
    // The same as file.write(text), which the submission may write itself.
    Ref text =
        Ref::Steal(PyUnicode_DecodeUTF8(out.data(), static_cast<Py_ssize_t>(out.size()), nullptr));
    Ref done = text ? Ref::Steal(PyObject_CallMethod(file, "write", "O", text.get())) : Ref();
    if (!done) return nullptr;
  }
  Py_RETURN_NONE;
}

PyObject* Input(PyObject*, PyObject* const* args, Py_ssize_t count) {
  if (count > 1) {
    return PyErr_Format(PyExc_TypeError, "input expected at most 1 argument, got %zd", count);
  }
  if (count == 1) {
    std::string prompt;
    if (!AppendText(&prompt, args[0])) return nullptr;
    PyObject* current = PySys_GetObject("stdout");
    if (current == nullptr || IsStream(current)) {
      WriteAll(1, prompt);
    } else {
      Ref done = Ref::Steal(PyObject_CallMethod(current, "write", "s#", prompt.data(),
                                                static_cast<Py_ssize_t>(prompt.size())));
      if (!done) return nullptr;
    }
  }
  std::string_view line = TakeLine();
  if (line.empty()) {
    PyErr_SetString(PyExc_EOFError, "EOF when reading a line");
    return nullptr;
  }
  if (line.back() == '\n') line.remove_suffix(1);
  return MakeInput(streams[0], line);
}

}  // namespace stockade::executor::worker
