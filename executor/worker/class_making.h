// Who may make classes. A submission makes them by class statements, whose bases and namespace are
// checked; some library functions make them from checked names. Everything else that comes to
// `type(name, bases, namespace)` is refused, however the submission got hold of `type`: library
// code hands classes of its arguments on (collections.Counter.copy(int) is type(int)), and no
// filter stands between a call and its result.
#pragma once

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

// Puts the check into `type` and every metaclass that is there. False: a Python error is set.
bool StartClassMaking();

// type's own tp_new, for the worker's own classes.
PyObject* MakeTypeUnchecked(PyObject* args);

// While it lives, the running frame may make one class: a class statement's.
class ClassStatementPermit {
 public:
  ClassStatementPermit();
  ~ClassStatementPermit();
  ClassStatementPermit(const ClassStatementPermit&) = delete;
  ClassStatementPermit& operator=(const ClassStatementPermit&) = delete;

 private:
  const PyFrameObject* outer_;
};

}  // namespace stockade::executor::worker
