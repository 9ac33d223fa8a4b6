// The host's objects as the submission sees them: handles, each an instance of a class that is made
// from the type that the host declared. A handle holds its number and nothing else; whatever is
// asked of it goes to the supervisor, who checks it again.
//
//   AddHostTypes(load.types);  AddHandles(load.objects, names);
//   PyObject* handle = HandleOf({number, type});     // the same object while one is alive
#pragma once

#include <cstdint>
#include <vector>

#include "executor/host_object.h"
#include "executor/worker/cpython.h"
#include "executor/worker/interpreter.h"

namespace stockade::executor::worker {

struct HandleNumbers {
  uint64_t object = 0;  // 0: no handle
  uint32_t type = 0;
};

// Makes the classes of types that are new; they are numbered from where the last call ended. False:
// a Python error is set.
bool AddHostTypes(const std::vector<HostType>& types);
// Puts a handle under each name. False: a Python error is set.
bool AddHandles(const std::vector<interpreter::NamedHandle>& handles, PyObject* names);

// A new reference; null: a Python error is set.
PyObject* HandleOf(HandleNumbers numbers);
HandleNumbers NumbersOf(PyObject* object);

// Numbers of handles that are gone since the last call.
std::vector<uint64_t> TakeReleased();

}  // namespace stockade::executor::worker
