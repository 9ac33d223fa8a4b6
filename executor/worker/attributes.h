// Which attributes a submission may read and write, by name, by object and by value. Every guard
// and every builtin that turns text into an attribute goes through here.
//
//   PyObject* value = GuardedGetAttr(object, name);   // new reference, or null and AttributeError
#pragma once

#include <string_view>

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

enum class NameKind : uint8_t {
  kOrdinary,    // nothing in the name decides
  kUnderscore,  // _x: the submission's own objects only
  kDunder,      // of the guard table: may be read
  kClass,       // __class__: as type(x)
  kObject,      // obj: refused on exceptions, which carry the object that failed
  kRefused,     // dunders that are not in the table, introspection, mro
};

// False: a Python error is set.
bool StartAttributes();

NameKind ClassifyName(std::string_view name);
NameKind ClassifyName(PyObject* exact_text);  // cached by identity

// Sets AttributeError that says why `name` may not be used.
void RefuseName(PyObject* name);

// May a name stand bare, without a guard, when the submission lists it? (the verifier's question)
bool MayBeBare(std::string_view name);
// May a store or delete name it, on an object that the write guard has passed?
bool MayBeStored(std::string_view name);

// `name` must be an exact str: a subclass could lie about its text. Missing attributes raise what
// CPython raises.
PyObject* GuardedGetAttr(PyObject* object, PyObject* name);
// False: GuardedGetAttr has to decide. True: the name is ordinary and `value` is what the guard
// gives, a new reference; null without an error: there is no such attribute (no AttributeError is
// made), or the guard refuses its value.
bool FindPlainAttr(PyObject* object, PyObject* name, PyObject** value);
// -1: a Python error is set. `value` null: delete.
int GuardedSetAttr(PyObject* object, PyObject* name, PyObject* value);

// Sets TypeError and returns false unless items and attributes of `object` may be written: the
// submission's own objects, plain containers, and objects of C types that have no state to shadow.
inline bool CheckWritable(PyObject* object);
// Registers a library class whose instances may be written to (Counter, SimpleNamespace, ...).
void AllowWritesTo(PyTypeObject* type);

// Takes a reference to a value that is about to reach the submission and gives what it gets
// instead: the value itself, a guarded stand-in (str.format, metaclasses), or null with
// AttributeError for modules, frames, code and tracebacks.
inline PyObject* FilterValue(PyObject* value);

// The same for what the name __init__ gave of `object`, or of the class `object`.
PyObject* FilterInitializer(PyObject* object, PyObject* value);

// A class of a library module, borrowed; null without an error: there is none.
PyTypeObject* TypeNamed(const char* module, const char* name);

// Do objects of `type` answer for names with what a library looks up on another object? Then the
// guards cannot tell whose attribute it is.
bool PassesNamesOn(PyTypeObject* type);

// Classes that a class statement of the submission made carry a mark in the unused half of
// tp_flags, which is neither inherited nor reachable from Python.
inline constexpr unsigned long kSubmissionType = 1ul << 40;
inline bool IsSubmissionType(const PyTypeObject* type) {
  return (type->tp_flags & kSubmissionType) != 0;
}
void MarkSubmissionType(PyTypeObject* type);
// Further marks of the same kind, each a verdict on a class that cannot change: bases and metaclass
// are fixed when a class is made, since `__bases__` and `__class__` are refused names.
//   kHarmlessValues   FilterValue lets every instance pass
//   kPlainNames       what the getattr guard lets ordinary names find is what CPython finds
//   kOwnNames         the same, underscore names included, and the write guard lets stores pass:
//                     a submission's class whose library bases have no underscore names to hide
inline constexpr unsigned long kHarmlessValues = 1ul << 41;
inline constexpr unsigned long kPlainNames = 1ul << 42;
inline constexpr unsigned long kOwnNames = 1ul << 43;

// Where the attribute is named in the text, its guard may be asked about the object alone: the
// object itself if its class has the mark, else a stand-in whose attributes are those that the
// getattr and write guards give. `mark` is kPlainNames or kOwnNames.
inline PyObject* Reach(PyObject* object, unsigned long mark);
// Marks a class of the library kPlainNames.
void AllowPlainReads(PyTypeObject* type);

bool IsSubmissionFunction(PyObject* object);

// type(x), never a metaclass that could be called: those come as stand-ins.
PyObject* GuardedTypeOf(PyObject* object);

// The stand-in for `type` (real == &PyType_Type), for another metaclass, or for a class of
// functions, code, modules, frames. A class that is usable in isinstance, issubclass, class
// patterns, annotations and `metaclass=`; only that of `type` can be called, with one argument, and
// none can be a base.
PyObject* MetaclassStandIn(PyTypeObject* real);     // new reference
PyTypeObject* MetaclassBehind(PyObject* stand_in);  // null: not a stand-in

// ---- what is common is decided here, in the guard itself ----

bool CheckOtherWritable(PyObject* object);
inline bool CheckWritable(PyObject* object) {
  const PyTypeObject* type = Py_TYPE(object);
  return (type->tp_flags & (kSubmissionType | Py_TPFLAGS_BASE_EXC_SUBCLASS)) == kSubmissionType ||
         CheckOtherWritable(object);
}

PyObject* FilterOtherValue(PyObject* value);
inline PyObject* FilterValue(PyObject* value) {
  if (value == nullptr || (Py_TYPE(value)->tp_flags & kHarmlessValues) != 0) return value;
  return FilterOtherValue(value);
}

PyObject* ReachOther(PyObject* object, unsigned long mark);
inline PyObject* Reach(PyObject* object, unsigned long mark) {
  // A class has its own mark beside those of `type`, which has none.
  if ((Py_TYPE(object)->tp_flags & mark) == 0) return ReachOther(object, mark);
  Py_INCREF(object);
  return object;
}

}  // namespace stockade::executor::worker
