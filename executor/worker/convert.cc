#include "executor/worker/convert.h"

#include <datetime.h>

#include <algorithm>
#include <cstring>

#include "executor/value.h"
#include "executor/worker/host_objects.h"

// Macros of 3.10.
#ifndef PyDateTime_DATE_GET_TZINFO
#define PyDateTime_DATE_GET_TZINFO(o)                      \
  (reinterpret_cast<PyDateTime_DateTime*>(o)->hastzinfo    \
       ? reinterpret_cast<PyDateTime_DateTime*>(o)->tzinfo \
       : Py_None)
#define PyDateTime_TIME_GET_TZINFO(o)                  \
  (reinterpret_cast<PyDateTime_Time*>(o)->hastzinfo    \
       ? reinterpret_cast<PyDateTime_Time*>(o)->tzinfo \
       : Py_None)
#endif

namespace stockade::executor::worker {
namespace {

constexpr int kMostDepth = 500;  // of C recursion, whatever the policy says

PyTypeObject* timezone_type = nullptr;

class Encoder {
 public:
  Encoder(const ConvertLimits& limits, std::string* out, std::string* problem)
      : limits_(limits), out_(out), problem_(problem) {}

  bool Write(PyObject* object) {
    if (object == Py_None) return Tag('N');
    if (object == Py_True) return Tag('T');
    if (object == Py_False) return Tag('F');
    if (PyLong_Check(object)) return WriteInt(object);
    if (PyFloat_Check(object)) return Tag('d') && PutDouble(PyFloat_AS_DOUBLE(object));
    if (PyUnicode_Check(object)) return WriteText(object);
    if (PyList_Check(object)) return WriteList(object);
    if (PyTuple_Check(object)) return WriteTuple(object);
    if (PyDict_Check(object)) return WriteDict(object);
    if (PyAnySet_Check(object)) return WriteSet(object);
    if (PyBytes_Check(object)) {
      return PutBytes('b',
                      {PyBytes_AS_STRING(object), static_cast<size_t>(PyBytes_GET_SIZE(object))});
    }
    if (PyComplex_Check(object)) {
      const Py_complex value = PyComplex_AsCComplex(object);
      return Tag('c') && PutDouble(value.real) && PutDouble(value.imag);
    }
    if (PyDateTime_Check(object)) return WriteDateTime(object);
    if (PyDate_Check(object)) return WriteDate(object);
    if (PyTime_Check(object)) return WriteTime(object);
    if (PyDelta_Check(object)) return WriteDelta(object);
    if (const HandleNumbers numbers = NumbersOf(object); limits_.handles && numbers.object != 0) {
      return Tag('h') && Put64(numbers.object) && Put32(numbers.type);
    }
    return Fail("a value of type " + TypeName(Py_TYPE(object)) + " cannot leave the run");
  }

 private:
  bool Fail(std::string problem) {
    PyErr_Clear();
    *problem_ = std::move(problem);
    return false;
  }

  bool Room(size_t more) {
    if (out_->size() + more <= limits_.bytes) return true;
    return Fail("the value is larger than the limit of " + std::to_string(limits_.bytes) +
                " bytes");
  }

  bool Raw(const void* data, size_t size) {
    if (!Room(size)) return false;
    out_->append(static_cast<const char*>(data), size);
    return true;
  }
  bool Tag(char tag) { return Raw(&tag, 1); }
  bool Put32(uint32_t value) {
    const unsigned char bytes[] = {
        static_cast<unsigned char>(value), static_cast<unsigned char>(value >> 8),
        static_cast<unsigned char>(value >> 16), static_cast<unsigned char>(value >> 24)};
    return Raw(bytes, sizeof bytes);
  }
  bool Put64(uint64_t value) {
    return Put32(static_cast<uint32_t>(value)) && Put32(static_cast<uint32_t>(value >> 32));
  }
  bool PutDouble(double value) {
    uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    return Put64(bits);
  }
  bool PutBytes(char tag, std::string_view bytes) {
    return Room(bytes.size() + 5) && Tag(tag) && Put32(static_cast<uint32_t>(bytes.size())) &&
           Raw(bytes.data(), bytes.size());
  }

  bool WriteInt(PyObject* object) {
    int overflow = 0;
    const long long small = PyLong_AsLongLongAndOverflow(object, &overflow);
    if (overflow == 0) return Tag('i') && Put64(static_cast<uint64_t>(small));
    const size_t bits = _PyLong_NumBits(object);
    size_t size = bits / 8 + 1;  // with the sign
    if (size > kMaxIntBytes) {
      return Fail("an int of more than " + std::to_string(kMaxIntBytes) +
                  " bytes cannot leave the run");
    }
    std::string bytes(size, '\0');
    if (!IntBytes(object, reinterpret_cast<unsigned char*>(bytes.data()), size)) {
      return Fail("an int is too large");
    }
    // -2**(8n-1) needs one byte less than its bit count says.
    while (bytes.size() > 1 && bytes.back() == '\xFF' &&
           static_cast<unsigned char>(bytes[bytes.size() - 2]) >= 0x80) {
      bytes.pop_back();
    }
    return PutBytes('I', bytes);
  }

  bool WriteText(PyObject* object) {
    Py_ssize_t size = 0;
    if (PyUnicode_IS_COMPACT_ASCII(object)) {
      return PutBytes('s', {reinterpret_cast<const char*>(PyUnicode_1BYTE_DATA(object)),
                            static_cast<size_t>(PyUnicode_GET_LENGTH(object))});
    }
    if (const char* data = PyUnicode_AsUTF8AndSize(object, &size)) {
      return PutBytes('s', {data, static_cast<size_t>(size)});
    }
    PyErr_Clear();
    Ref bytes = Ref::Steal(PyUnicode_AsEncodedString(object, "utf-8", "surrogatepass"));
    if (!bytes) return Fail("a str cannot be encoded");
    return PutBytes(
        's', {PyBytes_AS_STRING(bytes.get()), static_cast<size_t>(PyBytes_GET_SIZE(bytes.get()))});
  }

  bool Enter(PyObject* object, char tag, Py_ssize_t count) {
    if (std::find(open_.begin(), open_.end(), object) != open_.end()) {
      return Fail("a value that contains itself cannot leave the run");
    }
    if (open_.size() >= static_cast<size_t>(std::min(limits_.depth, kMostDepth))) {
      return Fail("the value is nested deeper than the limit of " + std::to_string(limits_.depth));
    }
    open_.push_back(object);
    return Tag(tag) && Put32(static_cast<uint32_t>(count));
  }
  // The count is out already.
  bool Leave(Py_ssize_t counted, Py_ssize_t written) {
    open_.pop_back();
    return counted == written || Fail("a value changed while it left the run");
  }

  // Whatever allocates may collect garbage, and what that closes (a generator's `finally`) is code
  // of the submission, which may change the containers: every item is held while it is written.
  bool WriteList(PyObject* object) {
    const Py_ssize_t count = PyList_GET_SIZE(object);
    if (!Enter(object, 'l', count)) return false;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(object); ++i) {
      const Ref item = Ref::Borrow(PyList_GET_ITEM(object, i));
      if (!Write(item.get())) return false;
    }
    return Leave(count, PyList_GET_SIZE(object));
  }
  bool WriteTuple(PyObject* object) {
    if (!Enter(object, 't', PyTuple_GET_SIZE(object))) return false;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(object); ++i) {
      if (!Write(PyTuple_GET_ITEM(object, i))) return false;  // the tuple holds it
    }
    return Leave(0, 0);
  }
  bool WriteDict(PyObject* object) {
    const Py_ssize_t count = PyDict_GET_SIZE(object);
    if (!Enter(object, 'm', count)) return false;
    PyObject *key = nullptr, *value = nullptr;
    Py_ssize_t written = 0;
    for (Py_ssize_t position = 0; PyDict_Next(object, &position, &key, &value); ++written) {
      const Ref held_key = Ref::Borrow(key), held_value = Ref::Borrow(value);
      if (!Write(key) || !Write(value)) return false;
    }
    return Leave(count, written);
  }
  bool WriteSet(PyObject* object) {
    const char tag = PyFrozenSet_Check(object) ? 'z' : 'S';
    const Py_ssize_t count = PySet_GET_SIZE(object);
    if (!Enter(object, tag, count)) return false;
    // The set's own iterator runs no code of the submission.
    Ref items = Ref::Steal(PySet_Type.tp_iter(object));
    if (!items) return Fail("a set cannot be read");
    const auto next = Py_TYPE(items.get())->tp_iternext;
    Py_ssize_t written = 0;
    while (Ref item = Ref::Steal(next(items.get()))) {
      if (!Write(item.get())) return false;
      ++written;
    }
    return Leave(count, written);
  }

  bool PutFields(char tag, std::initializer_list<int> fields) {
    if (!Tag(tag)) return false;
    for (const int field : fields) {
      if (!Put32(static_cast<uint32_t>(field))) return false;
    }
    return true;
  }

  // `tzinfo` classes of the submission would be called for the offset: only datetime.timezone
  // crosses.
  bool PutOffset(PyObject* object, PyObject* zone, PyTypeObject* type) {
    if (zone == Py_None) return Tag('\0') && Put32(0);
    if (Py_TYPE(zone) != timezone_type) {
      return Fail("a time zone of type " + TypeName(Py_TYPE(zone)) + " cannot leave the run");
    }
    Ref offset = Ref::Steal(
        PyObject_CallMethod(reinterpret_cast<PyObject*>(type), "utcoffset", "O", object));
    if (!offset || !PyDelta_Check(offset.get())) return Fail("a time zone has no offset");
    if (PyDateTime_DELTA_GET_MICROSECONDS(offset.get()) != 0) {
      return Fail("a time zone with a fraction of a second cannot leave the run");
    }
    const int seconds = PyDateTime_DELTA_GET_DAYS(offset.get()) * 86400 +
                        PyDateTime_DELTA_GET_SECONDS(offset.get());
    return Tag('\1') && Put32(static_cast<uint32_t>(seconds));
  }

  bool WriteDateTime(PyObject* object) {
    return PutFields('M', {PyDateTime_GET_YEAR(object), PyDateTime_GET_MONTH(object),
                           PyDateTime_GET_DAY(object), PyDateTime_DATE_GET_HOUR(object),
                           PyDateTime_DATE_GET_MINUTE(object), PyDateTime_DATE_GET_SECOND(object),
                           PyDateTime_DATE_GET_MICROSECOND(object)}) &&
           PutOffset(object, PyDateTime_DATE_GET_TZINFO(object), PyDateTimeAPI->DateTimeType);
  }
  bool WriteDate(PyObject* object) {
    return PutFields('D', {PyDateTime_GET_YEAR(object), PyDateTime_GET_MONTH(object),
                           PyDateTime_GET_DAY(object)});
  }
  bool WriteTime(PyObject* object) {
    return PutFields('H', {PyDateTime_TIME_GET_HOUR(object), PyDateTime_TIME_GET_MINUTE(object),
                           PyDateTime_TIME_GET_SECOND(object),
                           PyDateTime_TIME_GET_MICROSECOND(object)}) &&
           PutOffset(object, PyDateTime_TIME_GET_TZINFO(object), PyDateTimeAPI->TimeType);
  }
  bool WriteDelta(PyObject* object) {
    return PutFields('E', {PyDateTime_DELTA_GET_DAYS(object), PyDateTime_DELTA_GET_SECONDS(object),
                           PyDateTime_DELTA_GET_MICROSECONDS(object)});
  }

  const ConvertLimits& limits_;
  std::string* out_;
  std::string* problem_;
  std::vector<PyObject*> open_;  // containers around the value being written
};

class Decoder {
 public:
  Decoder(std::string_view bytes, const ConvertLimits& limits) : bytes_(bytes), limits_(limits) {}

  PyObject* Read(int depth) {
    char tag = 0;
    if (depth > std::min(limits_.depth, kMostDepth)) return Fail("nested too deeply");
    if (!Take(&tag, 1)) return nullptr;
    switch (tag) {
      case 'N':
        Py_RETURN_NONE;
      case 'T':
        Py_RETURN_TRUE;
      case 'F':
        Py_RETURN_FALSE;
      case 'i': {
        int64_t value = 0;
        return Take(&value, sizeof value) ? PyLong_FromLongLong(value) : nullptr;
      }
      case 'd': {
        double value = 0;
        return Take(&value, sizeof value) ? PyFloat_FromDouble(value) : nullptr;
      }
      case 'c': {
        double parts[2] = {};
        return Take(parts, sizeof parts) ? PyComplex_FromDoubles(parts[0], parts[1]) : nullptr;
      }
      case 'I':
      case 's':
      case 'b':
        return ReadBytes(tag);
      case 'l':
      case 't':
        return ReadSequence(tag, depth);
      case 'S':
      case 'z':
        return ReadSet(tag, depth);
      case 'm':
        return ReadDict(depth);
      case 'D':
      case 'H':
      case 'M':
      case 'E':
        return ReadDate(tag);
      case 'h':
        return ReadHandle();
      default:
        return Fail("an unknown tag");
    }
  }

  bool AtEnd() const { return at_ == bytes_.size(); }
  const std::string& problem() const { return problem_; }

 private:
  PyObject* Fail(const char* problem) {
    if (problem_.empty()) problem_ = problem;
    return nullptr;
  }

  // Numbers are little endian, as this machine is (x86-64, aarch64).
  bool Take(void* target, size_t size) {
    if (bytes_.size() - at_ < size) {
      Fail("cut short");
      return false;
    }
    std::memcpy(target, bytes_.data() + at_, size);
    at_ += size;
    return true;
  }

  bool TakeCount(uint32_t* count) {
    if (!Take(count, sizeof *count)) return false;
    // Every item takes at least one byte.
    if (*count <= bytes_.size() - at_) return true;
    Fail("a count is larger than what follows");
    return false;
  }

  PyObject* ReadBytes(char tag) {
    uint32_t size = 0;
    if (!TakeCount(&size)) return nullptr;
    const char* data = bytes_.data() + at_;
    at_ += size;
    if (tag == 's') return PyUnicode_DecodeUTF8(data, size, "surrogatepass");
    if (tag == 'b') return PyBytes_FromStringAndSize(data, size);
    if (size > kMaxIntBytes) return Fail("an int is too large");
    return _PyLong_FromByteArray(reinterpret_cast<const unsigned char*>(data), size, 1, 1);
  }

  PyObject* ReadSequence(char tag, int depth) {
    uint32_t count = 0;
    if (!TakeCount(&count)) return nullptr;
    Ref list = Ref::Steal(PyList_New(0));
    if (!list) return nullptr;
    for (uint32_t i = 0; i < count; ++i) {
      Ref item = Ref::Steal(Read(depth + 1));
      if (!item || PyList_Append(list.get(), item.get()) < 0) return nullptr;
    }
    return tag == 'l' ? list.Release() : PyList_AsTuple(list.get());
  }

  PyObject* ReadSet(char tag, int depth) {
    uint32_t count = 0;
    if (!TakeCount(&count)) return nullptr;
    Ref set = Ref::Steal(tag == 'S' ? PySet_New(nullptr) : PyFrozenSet_New(nullptr));
    if (!set) return nullptr;
    for (uint32_t i = 0; i < count; ++i) {
      Ref item = Ref::Steal(Read(depth + 1));
      if (!item || PySet_Add(set.get(), item.get()) < 0) return nullptr;
    }
    return set.Release();
  }

  PyObject* ReadDict(int depth) {
    uint32_t count = 0;
    if (!TakeCount(&count)) return nullptr;
    Ref dict = Ref::Steal(PyDict_New());
    if (!dict) return nullptr;
    for (uint32_t i = 0; i < count; ++i) {
      Ref key = Ref::Steal(Read(depth + 1));
      Ref value = key ? Ref::Steal(Read(depth + 1)) : Ref();
      if (!value || PyDict_SetItem(dict.get(), key.get(), value.get()) < 0) return nullptr;
    }
    return dict.Release();
  }

  PyObject* ReadHandle() {
    uint64_t number = 0;
    uint32_t type = 0;
    if (!limits_.handles) return Fail("a handle where none may be");
    if (!Take(&number, sizeof number) || !Take(&type, sizeof type)) return nullptr;
    return HandleOf({number, type});
  }

  PyObject* ReadDate(char tag) {
    int32_t f[7] = {};
    const size_t count = tag == 'M' ? 7 : tag == 'H' ? 4 : 3;
    if (!Take(f, count * sizeof f[0])) return nullptr;
    if (tag == 'D') return PyDate_FromDate(f[0], f[1], f[2]);
    if (tag == 'E') return PyDelta_FromDSU(f[0], f[1], f[2]);
    char aware = 0;
    int32_t seconds = 0;
    if (!Take(&aware, 1) || !Take(&seconds, sizeof seconds)) return nullptr;
    Ref zone = Ref::Borrow(Py_None);
    if (aware != 0) {
      Ref offset = Ref::Steal(PyDelta_FromDSU(0, seconds, 0));
      zone = offset ? Ref::Steal(PyTimeZone_FromOffset(offset.get())) : Ref();
      if (!zone) return nullptr;
    }
    if (tag == 'H') {
      return PyDateTimeAPI->Time_FromTime(f[0], f[1], f[2], f[3], zone.get(),
                                          PyDateTimeAPI->TimeType);
    }
    return PyDateTimeAPI->DateTime_FromDateAndTime(f[0], f[1], f[2], f[3], f[4], f[5], f[6],
                                                   zone.get(), PyDateTimeAPI->DateTimeType);
  }

  std::string_view bytes_;
  const ConvertLimits& limits_;
  size_t at_ = 0;
  std::string problem_;
};

}  // namespace

bool StartConvert() {
  PyDateTime_IMPORT;
  if (PyDateTimeAPI == nullptr) return false;
  timezone_type = Py_TYPE(PyDateTime_TimeZone_UTC);
  return true;
}

bool EncodeObject(PyObject* object, const ConvertLimits& limits, std::string* out,
                  std::string* problem) {
  return Encoder(limits, out, problem).Write(object);
}

PyObject* DecodeObject(std::string_view bytes, const ConvertLimits& limits, std::string* problem) {
  if (bytes.size() > limits.bytes) {
    *problem = "the arguments are larger than the limit";
    return nullptr;
  }
  Decoder decoder(bytes, limits);
  Ref object = Ref::Steal(decoder.Read(0));
  if (object && !decoder.AtEnd()) object = Ref();
  if (!object) {
    PyErr_Clear();
    *problem = "the arguments cannot be decoded: " +
               (decoder.problem().empty() ? std::string("a value is invalid") : decoder.problem());
  }
  return object.Release();
}

}  // namespace stockade::executor::worker
