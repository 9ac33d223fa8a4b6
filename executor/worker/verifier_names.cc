// Names and attributes: what may be read, bound and written, and what locals hold.
#include "executor/worker/attributes.h"
#include "executor/worker/definitions.h"
#include "executor/worker/run.h"
#include "executor/worker/verifier_code.h"

namespace stockade::executor::worker {
namespace {

std::string_view TextOf(PyObject* name) {
  if (PyUnicode_IS_COMPACT_ASCII(name)) {
    return {reinterpret_cast<const char*>(PyUnicode_1BYTE_DATA(name)),
            static_cast<size_t>(PyUnicode_GET_LENGTH(name))};
  }
  Py_ssize_t size = 0;
  const char* data = PyUnicode_AsUTF8AndSize(name, &size);
  if (data == nullptr) {
    PyErr_Clear();
    return "__unreadable__";
  }
  return {data, static_cast<size_t>(size)};
}

bool MethodAllowed(std::string_view name) {
  return !IsMethodName(name) || run.dunder_methods.contains("*") ||
         run.dunder_methods.contains(std::string(name));
}

}  // namespace

std::string_view CodeVerifier::Name(int index) {
  if (index < 0 || index >= PyTuple_GET_SIZE(code_->co_names)) return "__missing_name__";
  return TextOf(PyTuple_GET_ITEM(code_->co_names, index));
}

bool CodeVerifier::CheckBareName(PyObject* name) {
  PyObject*& cached = bare_cache_[(reinterpret_cast<uintptr_t>(name) >> 4) % bare_cache_.size()];
  if (cached == name) return true;
  const std::string_view text = TextOf(name);
  if (!MayBeBare(text) || text[0] == '_' || !run.bare_names.contains(std::string(text))) {
    return Refuse("attribute " + std::string(text) + " is read without its guard", at_);
  }
  cached = name;
  return true;
}

bool CodeVerifier::CheckReachedName(PyObject* name, bool owned) {
  const std::string_view text = TextOf(name);
  if (MayBeBare(text) && (owned || text[0] != '_')) return true;
  return Refuse("attribute " + std::string(text) + " is read without its guard", at_);
}

bool CodeVerifier::LoadNamed(const OpcodeRow& row, int index) {
  const std::string_view name = Name(index);
  if (!MayBeLoaded(name, class_body_)) {
    return Refuse("name " + std::string(name) + " may not be used", at_);
  }
  loads_module_name_ = name == "__name__";
  if (!Plain(row, 0)) return false;
  if (name == "__annotations__") Top() = kNamespace;
  return true;
}

bool CodeVerifier::LoadGlobal(int argument) {
#if PY_VERSION_HEX >= 0x030B0000
  const int index = argument >> 1;
  const bool with_null = (argument & 1) != 0;
#else
  const int index = argument;
  const bool with_null = false;
#endif
  const std::string_view name = Name(index);
  if (!MayBeLoaded(name, false)) {
    return Refuse("name " + std::string(name) + " may not be used", at_);
  }
  if (with_null && !kNullAboveCallable) Push(kNull);
  Push(kAny);
  if (with_null && kNullAboveCallable) Push(kNull);
  return true;
}

bool CodeVerifier::StoreNamed(const OpcodeRow& row, int index) {
  const std::string_view name = Name(index);
  if (!MayBeBound(name, class_body_)) {
    return Refuse("name " + std::string(name) + " may not be bound", at_);
  }
  if (class_body_ && !MethodAllowed(name)) {
    return Refuse("the policy does not let a class define " + std::string(name), at_);
  }
  // `__module__ = __name__` is how the compiler starts a class body; elsewhere it would be forged.
  if (name == "__module__" && (stores_ != 0 || !loads_module_name_)) {
    return Refuse("name __module__ may not be bound", at_);
  }
  ++stores_;
  return Plain(row, 0);
}

bool CodeVerifier::StoreDeref(const OpcodeRow& row, [[maybe_unused]] int argument) {
#if PY_VERSION_HEX >= 0x030C0000
  if (!stack_.empty() && Top() == kLocalsDict) {
    PyObject* names = code_->co_localsplusnames;
    if (!class_body_ || argument >= PyTuple_GET_SIZE(names) ||
        !IsText(PyTuple_GET_ITEM(names, argument), "__classdict__")) {
      return RefuseBound(kLocalsDict);
    }
    Drop(1);
    return true;
  }
#endif
  return Plain(row, 0);
}

// `of_top`: the attribute is the top's, which a guard may have passed.
bool CodeVerifier::LoadAttribute(int index, int pops, int pushes, bool of_top) {
  if (index >= PyTuple_GET_SIZE(code_->co_names)) return Refuse("a name is missing", at_);
  if (!Need(1)) return false;
  PyObject* name = PyTuple_GET_ITEM(code_->co_names, index);
  const bool passed = of_top && (Top() == kReached || Top() == kOwned);
  if (!(passed ? CheckReachedName(name, Top() == kOwned) : CheckBareName(name)) || !Pop(pops)) {
    return false;
  }
  for (int i = 0; i < pushes; ++i) Push(kAny);
  return true;
}

bool CodeVerifier::StoreAttribute(const OpcodeRow& row, int index) {
  const std::string_view name = Name(index);
  if (!Need(row.pops)) return false;
  const bool deletes = row.pops == 1;
  if (Top() != kWritable && (Top() != kOwned || deletes)) {
    return Refuse("attribute " + std::string(name) + " is written without the write guard", at_);
  }
  if (!MayBeStored(name)) {
    return Refuse("attribute " + std::string(name) + " may not be written", at_);
  }
  return Plain(row, 0);
}

// CPython falls back on sys.modules when the module has no such name, so a facade must be what it
// asks. Dunder names of a module are no business of a submission's, beside what it says of itself.
bool CodeVerifier::ImportFrom(int index) {
  const std::string_view name = Name(index);
  if (!MayBeBound(name, false)) {
    return Refuse("name " + std::string(name) + " may not be imported", at_);
  }
  if (!Need(1)) return false;
  if (Top() != kModule) return Refuse("a name is imported from what is no module", at_);
  Push(kAny);
  return true;
}

}  // namespace stockade::executor::worker
