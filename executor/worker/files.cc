#include "executor/worker/files.h"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <memory>
#include <new>
#include <string_view>

#include "executor/file_name.h"
#include "executor/worker/interpreter.h"
#include "executor/worker/run.h"

namespace stockade::executor::worker {
namespace {

struct Stored {
  std::string bytes;
  bool input = false;
};
using StoredFile = std::shared_ptr<Stored>;

std::map<std::string, StoredFile, std::less<>>& Files() {
  static auto& files = *new std::map<std::string, StoredFile, std::less<>>;
  return files;
}
FileSettings settings;

// How a file was opened; what a handle of it may do.
struct Mode {
  bool read = false, write = false, append = false, truncate = false, exclusive = false;
  bool binary = false;
  bool keep_newlines = false;  // newline='' or '\n'
};

struct FileObject {
  PyObject_HEAD StoredFile* file;  // null: closed
  PyObject* name;
  PyObject* mode_text;
  Mode mode;
  size_t position;
};
FileObject* AsFile(PyObject* object) { return reinterpret_cast<FileObject*>(object); }

// A spent limit ends the process, as the budget does: nothing is raised that could be caught.
[[noreturn]] void OverLimit(const char* limit, const std::string& what) {
  interpreter::Reply reply;
  reply.kind = interpreter::ReplyKind::kFile;
  reply.type = limit;
  reply.message = what;
  reply.files = WrittenFiles();
  PyErr_Clear();
  for (CodePlace& place : RunningFrames(run.filename, 1)) {
    reply.frames.push_back({place.line, place.column, place.has_column, std::move(place.function)});
  }
  if (interpreter::on_limit != nullptr) interpreter::on_limit(reply);
  _exit(0);
}

PyObject* Fail(PyObject* type, int number, const char* text, PyObject* name) {
  Ref arguments = Ref::Steal(Py_BuildValue("(isO)", number, text, name));
  if (arguments) PyErr_SetObject(type, arguments.get());
  return nullptr;
}

Stored* Open(PyObject* self) {
  if (AsFile(self)->file != nullptr) return AsFile(self)->file->get();
  PyErr_SetString(PyExc_ValueError, "I/O operation on closed file.");
  return nullptr;
}

PyObject* Unsupported(const char* what) {
  Ref io = Ref::Steal(PyImport_ImportModule("io"));
  Ref type = io ? Ref::Steal(PyObject_GetAttrString(io.get(), "UnsupportedOperation")) : Ref();
  if (type) PyErr_SetString(type.get(), what);
  return nullptr;
}

Stored* Readable(PyObject* self) {
  Stored* stored = Open(self);
  if (stored == nullptr || AsFile(self)->mode.read) return stored;
  Unsupported("not readable");
  return nullptr;
}

PyObject* Give(PyObject* self, std::string_view bytes) {
  const auto size = static_cast<Py_ssize_t>(bytes.size());
  if (AsFile(self)->mode.binary) return PyBytes_FromStringAndSize(bytes.data(), size);
  if (AsFile(self)->mode.keep_newlines || bytes.find('\r') == bytes.npos) {
    return PyUnicode_DecodeUTF8(bytes.data(), size, nullptr);
  }
  std::string text;
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != '\r') {
      text += bytes[i];
      continue;
    }
    text += '\n';
    if (i + 1 < bytes.size() && bytes[i + 1] == '\n') ++i;
  }
  return PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), nullptr);
}

std::string_view Rest(PyObject* self, const Stored& stored) {
  const std::string_view all = stored.bytes;
  return all.substr(std::min(AsFile(self)->position, all.size()));
}

// The next line with its end; empty at the end of the file.
std::string_view TakeLine(PyObject* self, const Stored& stored) {
  const std::string_view rest = Rest(self, stored);
  size_t length = rest.size();
  for (size_t i = 0; i < rest.size(); ++i) {
    const bool lone_return = !AsFile(self)->mode.binary && !AsFile(self)->mode.keep_newlines &&
                             rest[i] == '\r' && (i + 1 == rest.size() || rest[i + 1] != '\n');
    if (rest[i] != '\n' && !lone_return) continue;
    length = i + 1;
    break;
  }
  AsFile(self)->position += length;
  return rest.substr(0, length);
}

bool TakeSize(PyObject* const* args, Py_ssize_t count, Py_ssize_t* size) {
  *size = -1;
  if (count > 1) {
    PyErr_Format(PyExc_TypeError, "expected at most 1 argument, got %zd", count);
    return false;
  }
  if (count == 0 || args[0] == Py_None) return true;
  *size = PyNumber_AsSsize_t(args[0], PyExc_OverflowError);
  return *size != -1 || !PyErr_Occurred();
}

// Bytes of the first `units` characters (bytes, in a binary file).
size_t Length(PyObject* self, std::string_view rest, Py_ssize_t units) {
  if (units < 0) return rest.size();
  if (AsFile(self)->mode.binary) return std::min(rest.size(), static_cast<size_t>(units));
  size_t at = 0;
  for (; at < rest.size(); ++at) {
    const bool starts = (static_cast<unsigned char>(rest[at]) & 0xC0u) != 0x80u;
    if (starts && units-- == 0) break;
  }
  return at;
}

PyObject* Read(PyObject* self, PyObject* const* args, Py_ssize_t count) {
  Py_ssize_t size = -1;
  const Stored* stored = Readable(self);
  if (stored == nullptr || !TakeSize(args, count, &size)) return nullptr;
  const std::string_view rest = Rest(self, *stored);
  const std::string_view taken = rest.substr(0, Length(self, rest, size));
  AsFile(self)->position += taken.size();
  return Give(self, taken);
}

PyObject* ReadLine(PyObject* self, PyObject* const* args, Py_ssize_t count) {
  Py_ssize_t size = -1;
  const Stored* stored = Readable(self);
  if (stored == nullptr || !TakeSize(args, count, &size)) return nullptr;
  const size_t before = AsFile(self)->position;
  const std::string_view line = TakeLine(self, *stored);
  const std::string_view taken = line.substr(0, Length(self, line, size));
  AsFile(self)->position = before + taken.size();
  return Give(self, taken);
}

PyObject* Next(PyObject* self) {
  const Stored* stored = Readable(self);
  if (stored == nullptr) return nullptr;
  const std::string_view line = TakeLine(self, *stored);
  return line.empty() ? nullptr : Give(self, line);
}

PyObject* ReadLines(PyObject* self, PyObject* const* args, Py_ssize_t count) {
  Py_ssize_t size = -1;
  if (!TakeSize(args, count, &size)) return nullptr;
  Ref list = Ref::Steal(PyList_New(0));
  while (list) {
    Ref line = Ref::Steal(Next(self));
    if (!line) return PyErr_Occurred() ? nullptr : list.Release();
    if (PyList_Append(list.get(), line.get()) < 0) return nullptr;
  }
  return nullptr;
}

bool Put(PyObject* self, std::string_view bytes) {
  Stored* stored = Open(self);
  if (stored == nullptr) return false;
  FileObject* handle = AsFile(self);
  if (!handle->mode.write) {
    Unsupported("not writable");
    return false;
  }
  if (handle->mode.append) handle->position = stored->bytes.size();
  const uint64_t end = handle->position + bytes.size();
  const bool fits = end <= settings.file_bytes;
  const size_t kept =
      fits ? bytes.size()
           : static_cast<size_t>(settings.file_bytes -
                                 std::min<uint64_t>(handle->position, settings.file_bytes));
  try {
    if (stored->bytes.size() < handle->position + kept) {
      stored->bytes.resize(handle->position + kept);
    }
  } catch (const std::bad_alloc&) {
    PyErr_NoMemory();
    return false;
  }
  std::copy_n(bytes.begin(), kept,
              stored->bytes.begin() + static_cast<ptrdiff_t>(handle->position));
  if (!fits) OverLimit("file-size", std::to_string(end));
  handle->position = static_cast<size_t>(end);
  return true;
}

PyObject* Write(PyObject* self, PyObject* data) {
  if (AsFile(self)->mode.binary) {
    Py_buffer view;
    if (PyObject_GetBuffer(data, &view, PyBUF_SIMPLE) < 0) return nullptr;
    const bool done =
        Put(self, {static_cast<const char*>(view.buf), static_cast<size_t>(view.len)});
    const Py_ssize_t size = view.len;
    PyBuffer_Release(&view);
    return done ? PyLong_FromSsize_t(size) : nullptr;
  }
  if (!PyUnicode_Check(data)) {
    return PyErr_Format(PyExc_TypeError, "write() argument must be str, not %.200s",
                        Py_TYPE(data)->tp_name);
  }
  Py_ssize_t size = 0;
  const char* text = PyUnicode_AsUTF8AndSize(data, &size);
  if (text == nullptr || !Put(self, {text, static_cast<size_t>(size)})) return nullptr;
  return PyLong_FromSsize_t(PyUnicode_GET_LENGTH(data));
}

PyObject* WriteLines(PyObject* self, PyObject* lines) {
  Ref iterator = Ref::Steal(PyObject_GetIter(lines));
  while (iterator) {
    Ref line = Ref::Steal(PyIter_Next(iterator.get()));
    if (!line) break;
    Ref written = Ref::Steal(Write(self, line.get()));
    if (!written) return nullptr;
  }
  if (PyErr_Occurred()) return nullptr;
  Py_RETURN_NONE;
}

PyObject* Seek(PyObject* self, PyObject* const* args, Py_ssize_t count) {
  const Stored* stored = Open(self);
  if (stored == nullptr) return nullptr;
  if (count < 1 || count > 2) {
    PyErr_SetString(PyExc_TypeError, "seek() takes 1 or 2 arguments");
    return nullptr;
  }
  const Py_ssize_t offset = PyNumber_AsSsize_t(args[0], PyExc_OverflowError);
  if (offset == -1 && PyErr_Occurred()) return nullptr;
  const long whence = count == 2 ? PyLong_AsLong(args[1]) : 0;
  if (whence == -1 && PyErr_Occurred()) return nullptr;
  if (whence < 0 || whence > 2) return Unsupported("whence must be 0, 1 or 2");
  if (whence != 0 && offset != 0 && !AsFile(self)->mode.binary) {
    return Unsupported("can't do nonzero relative seeks in a text file");
  }
  const auto size = static_cast<Py_ssize_t>(stored->bytes.size());
  const Py_ssize_t base =
      whence == 0 ? 0 : (whence == 1 ? static_cast<Py_ssize_t>(AsFile(self)->position) : size);
  // Not far beyond the end: a hole would be bytes here.
  if (offset < -base || offset > size - base) {
    PyErr_SetString(PyExc_ValueError, "a position outside of the file");
    return nullptr;
  }
  AsFile(self)->position = static_cast<size_t>(base + offset);
  return PyLong_FromSsize_t(base + offset);
}

PyObject* Tell(PyObject* self, PyObject*) {
  return Open(self) == nullptr ? nullptr : PyLong_FromSize_t(AsFile(self)->position);
}

PyObject* Close(PyObject* self, PyObject*) {
  delete AsFile(self)->file;
  AsFile(self)->file = nullptr;
  Py_RETURN_NONE;
}

PyObject* Enter(PyObject* self, PyObject*) {
  if (Open(self) == nullptr) return nullptr;
  Py_INCREF(self);
  return self;
}
PyObject* Exit(PyObject* self, PyObject* const*, Py_ssize_t) { return Close(self, nullptr); }

PyObject* Flush(PyObject* self, PyObject*) {
  if (Open(self) == nullptr) return nullptr;
  Py_RETURN_NONE;
}
PyObject* IsReadable(PyObject* self, PyObject*) { return PyBool_FromLong(AsFile(self)->mode.read); }
PyObject* IsWritable(PyObject* self, PyObject*) {
  return PyBool_FromLong(AsFile(self)->mode.write);
}
PyObject* IsSeekable(PyObject*, PyObject*) { Py_RETURN_TRUE; }
PyObject* IsTerminal(PyObject*, PyObject*) { Py_RETURN_FALSE; }
PyObject* IsClosed(PyObject* self, void*) { return PyBool_FromLong(AsFile(self)->file == nullptr); }
PyObject* NameOf(PyObject* self, void*) {
  Py_INCREF(AsFile(self)->name);
  return AsFile(self)->name;
}
PyObject* ModeOf(PyObject* self, void*) {
  Py_INCREF(AsFile(self)->mode_text);
  return AsFile(self)->mode_text;
}
PyObject* EncodingOf(PyObject* self, void*) {
  if (!AsFile(self)->mode.binary) return PyUnicode_FromString("utf-8");
  PyErr_SetString(PyExc_AttributeError, "a binary file has no encoding");
  return nullptr;
}
PyObject* Represent(PyObject* self) {
  return PyUnicode_FromFormat("<file name=%R mode=%R>", AsFile(self)->name,
                              AsFile(self)->mode_text);
}
void Deallocate(PyObject* self) {
  delete AsFile(self)->file;
  Py_XDECREF(AsFile(self)->name);
  Py_XDECREF(AsFile(self)->mode_text);
  PyObject_Free(self);
}

template <class Function>
PyCFunction AsMethod(Function function) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}
PyMethodDef kFileMethods[] = {{"read", AsMethod(Read), METH_FASTCALL, nullptr},
                              {"readline", AsMethod(ReadLine), METH_FASTCALL, nullptr},
                              {"readlines", AsMethod(ReadLines), METH_FASTCALL, nullptr},
                              {"write", Write, METH_O, nullptr},
                              {"writelines", WriteLines, METH_O, nullptr},
                              {"seek", AsMethod(Seek), METH_FASTCALL, nullptr},
                              {"tell", Tell, METH_NOARGS, nullptr},
                              {"flush", Flush, METH_NOARGS, nullptr},
                              {"close", Close, METH_NOARGS, nullptr},
                              {"readable", IsReadable, METH_NOARGS, nullptr},
                              {"writable", IsWritable, METH_NOARGS, nullptr},
                              {"seekable", IsSeekable, METH_NOARGS, nullptr},
                              {"isatty", IsTerminal, METH_NOARGS, nullptr},
                              {"__enter__", Enter, METH_NOARGS, nullptr},
                              {"__exit__", AsMethod(Exit), METH_FASTCALL, nullptr},
                              {nullptr, nullptr, 0, nullptr}};
PyGetSetDef kFileFields[] = {{"name", NameOf, nullptr, nullptr, nullptr},
                             {"mode", ModeOf, nullptr, nullptr, nullptr},
                             {"closed", IsClosed, nullptr, nullptr, nullptr},
                             {"encoding", EncodingOf, nullptr, nullptr, nullptr},
                             {nullptr, nullptr, nullptr, nullptr, nullptr}};
PyTypeObject file_type = [] {
  PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
  type.tp_name = "file";
  type.tp_basicsize = sizeof(FileObject);
  type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE;
  type.tp_methods = kFileMethods;
  type.tp_getset = kFileFields;
  type.tp_repr = Represent;
  type.tp_iter = PyObject_SelfIter;
  type.tp_iternext = Next;
  type.tp_dealloc = Deallocate;
  return type;
}();

// False: a Python error is set.
bool ParseMode(std::string_view text, Mode* mode) {
  size_t kinds = 0;
  bool plus = false;
  bool text_given = false;
  bool good = true;
  for (size_t i = 0; i < text.size(); ++i) {
    good = good && text.find(text[i]) == i;
    const char c = text[i];
    kinds += c == 'r' || c == 'w' || c == 'a' || c == 'x' ? 1 : 0;
    mode->read = mode->read || c == 'r';
    mode->write = mode->write || c == 'w' || c == 'a' || c == 'x';
    mode->truncate = mode->truncate || c == 'w';
    mode->append = mode->append || c == 'a';
    mode->exclusive = mode->exclusive || c == 'x';
    mode->binary = mode->binary || c == 'b';
    plus = plus || c == '+';
    text_given = text_given || c == 't';
    good = good && std::string_view("rwaxbt+").find(c) != std::string_view::npos;
  }
  if (plus) mode->read = mode->write = true;
  if (good && kinds == 1 && !(text_given && mode->binary)) return true;
  const std::string shown(text.substr(0, 20));
  PyErr_Format(PyExc_ValueError, "invalid mode: '%s'", shown.c_str());
  return false;
}

bool TakeEncoding(PyObject* encoding, bool binary) {
  if (encoding == nullptr || encoding == Py_None) return true;
  if (binary) {
    PyErr_SetString(PyExc_ValueError, "binary mode doesn't take an encoding argument");
    return false;
  }
  for (const char* known : {"utf-8", "utf8", "UTF-8", "UTF8", "utf_8", "ascii"}) {
    if (IsText(encoding, known)) return true;
  }
  PyErr_SetString(PyExc_LookupError, "files are read and written as utf-8 here");
  return false;
}

StoredFile Find(const std::string& name, const Mode& mode, PyObject* shown) {
  const auto found = Files().find(name);
  if (found != Files().end()) {
    if (mode.write && found->second->input) {
      Fail(PyExc_PermissionError, EACCES, "Permission denied", shown);
      return nullptr;
    }
    if (mode.exclusive) {
      Fail(PyExc_FileExistsError, EEXIST, "File exists", shown);
      return nullptr;
    }
    if (mode.truncate) found->second->bytes.clear();
    return found->second;
  }
  const bool makes = mode.truncate || mode.append || mode.exclusive;
  if (!makes) {
    Fail(PyExc_FileNotFoundError, ENOENT, "No such file or directory", shown);
    return nullptr;
  }
  if (!settings.scratch) {
    Fail(PyExc_PermissionError, EACCES, "Permission denied", shown);
    return nullptr;
  }
  const auto written = static_cast<uint32_t>(std::count_if(
      Files().begin(), Files().end(), [](const auto& entry) { return !entry.second->input; }));
  if (written >= settings.most_files) OverLimit("files", std::to_string(written + 1));
  return Files()[name] = std::make_shared<Stored>();
}

PyObject* OpenFile(PyObject*, PyObject* args, PyObject* keywords) {
  const char* names[] = {"file",    "mode",    "buffering", "encoding", "errors",
                         "newline", "closefd", "opener",    nullptr};
  PyObject *name = nullptr, *mode_text = nullptr, *encoding = nullptr, *newline = nullptr;
  PyObject *buffering = nullptr, *errors = nullptr, *closefd = nullptr, *opener = nullptr;
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "O|OOOOOOO:open", const_cast<char**>(names),
                                   &name, &mode_text, &buffering, &encoding, &errors, &newline,
                                   &closefd, &opener)) {
    return nullptr;
  }
  if (!PyUnicode_CheckExact(name)) {
    return PyErr_Format(PyExc_TypeError, "open() needs the name of a file as str, not %.200s",
                        Py_TYPE(name)->tp_name);
  }
  if (mode_text != nullptr && !PyUnicode_CheckExact(mode_text)) {
    return PyErr_Format(PyExc_TypeError, "open() argument 'mode' must be str, not %.200s",
                        Py_TYPE(mode_text)->tp_name);
  }
  if (opener != nullptr && opener != Py_None) {
    PyErr_SetString(PyExc_ValueError, "open() takes no opener here");
    return nullptr;
  }
  Mode mode;
  if (!ParseMode(mode_text == nullptr ? "r" : Utf8(mode_text, 20), &mode) ||
      !TakeEncoding(encoding, mode.binary)) {
    return nullptr;
  }
  mode.keep_newlines = newline != nullptr && newline != Py_None;
  Py_ssize_t size = 0;
  const char* text = PyUnicode_AsUTF8AndSize(name, &size);
  if (text == nullptr) return nullptr;
  std::string_view plain(text, static_cast<size_t>(size));
  while (plain.starts_with("./")) plain.remove_prefix(2);
  if (!IsFileName(plain))
    return Fail(PyExc_FileNotFoundError, ENOENT, "No such file or directory", name);
  StoredFile stored = Find(std::string(plain), mode, name);
  if (stored == nullptr) return nullptr;
  Ref shown_mode =
      mode_text == nullptr ? Ref::Steal(PyUnicode_FromString("r")) : Ref::Borrow(mode_text);
  if (!shown_mode) return nullptr;
  FileObject* handle = PyObject_New(FileObject, &file_type);
  if (handle == nullptr) return nullptr;
  Py_INCREF(name);
  handle->name = name;
  handle->mode_text = shown_mode.Release();
  handle->mode = mode;
  handle->position = mode.append ? stored->bytes.size() : 0;
  handle->file = new StoredFile(std::move(stored));
  return reinterpret_cast<PyObject*>(handle);
}

PyMethodDef open_method = {"open", AsMethod(OpenFile), METH_VARARGS | METH_KEYWORDS, nullptr};

}  // namespace

bool AddFiles(NamedBytes inputs, const FileSettings& given, PyObject* names) {
  settings = given;
  Files().clear();
  if (inputs.empty() && !settings.scratch) return true;
  if (PyType_Ready(&file_type) < 0) return false;
  for (auto& [name, bytes] : inputs) {
    auto stored = std::make_shared<Stored>();
    stored->bytes = std::move(bytes);
    stored->input = true;
    Files()[name] = std::move(stored);
  }
  Ref open = Ref::Steal(PyCFunction_New(&open_method, nullptr));
  return open && PyDict_SetItemString(names, "open", open.get()) == 0;
}

NamedBytes WrittenFiles() {
  NamedBytes written;
  for (const auto& [name, stored] : Files()) {
    if (!stored->input) written.emplace_back(name, stored->bytes);
  }
  return written;
}

}  // namespace stockade::executor::worker
