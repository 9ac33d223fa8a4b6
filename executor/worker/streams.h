// Standard input and output as the submission sees them: `print`, `input`, `sys.stdin`,
// `sys.stdout` and `sys.stderr`. Nothing is buffered: each call ends in write(2), so that what was
// printed before a kill is kept. Input comes from bytes that arrived with the request; no
// descriptor is read.
#pragma once

#include <string>

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

// Makes the types and puts the three streams into the real `sys` module, where library code
// (pprint, warnings) finds them. False: a Python error is set.
bool StartStreams();

// The bytes of standard input from now on; "\r\n" and "\r" read as "\n".
void SetStandardInput(std::string bytes);

enum class StandardStream { kIn, kOut, kErr };
PyObject* GetStream(StandardStream stream);  // borrowed; lives as long as the process
bool IsStream(PyObject* object);

// `print` and `input`, which follow contextlib.redirect_stdout, as vectorcall-style C functions for
// the builtins table.
PyObject* Print(PyObject* self, PyObject* const* args, Py_ssize_t count, PyObject* keywords);
PyObject* Input(PyObject* self, PyObject* const* args, Py_ssize_t count);

// Writes all bytes to a descriptor, whatever happens in between; gives up silently on a closed
// pipe.
void WriteAll(int descriptor, std::string_view bytes);

}  // namespace stockade::executor::worker
