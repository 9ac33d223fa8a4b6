// Python objects to and from the encoding of executor/value.h.
//
// Out: exact types of the closed set, and subclasses of them as their base (an IntEnum member
// crosses as its int, a Counter as its dict, a named tuple as its tuple); no method of the object
// is called. Everything else, a cycle, too deep a nesting and too many bytes are refused by name.
// In: bytes are checked again, since a function call arrives through the channel.
#pragma once

#include <string>
#include <string_view>

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

struct ConvertLimits {
  size_t bytes = 1 << 20;
  int depth = 64;
  bool handles = false;  // may host objects cross?
};

// Needs the datetime module; call once before the others. False: a Python error is set.
bool StartConvert();

// False: `problem` says in one sentence what cannot cross; no Python error is left set.
bool EncodeObject(PyObject* object, const ConvertLimits& limits, std::string* out,
                  std::string* problem);

// A new reference; null: `problem` says why, no Python error is left set.
PyObject* DecodeObject(std::string_view bytes, const ConvertLimits& limits, std::string* problem);

}  // namespace stockade::executor::worker
