// Which places of a library module could turn a caller's text, names or objects into attributes,
// code, imports or files: the reading list for a façade. A place is not yet a hole; each one of a
// module that façades lead to has a row in executor/worker/gadgets.def that says why it is none.
//
//   for (const GadgetSite& site : ScanModule("copy.py", text, "copy").sites)
//     if (JudgeGadget(site) == nullptr) ...   // nobody has read it
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/tree.h"

namespace stockade::audit {

struct GadgetSite {
  std::string module;    // dotted name
  std::string function;  // "Class.method"; "<module>" for the module's own body
  std::string kind;   // the builtin or attribute that makes it one: "getattr", "__dict__", "type"
  uint32_t line = 0;  // from 1
};

// In source order; `module` is its dotted name. A computed getattr is a site, one with a literal
// name is not; a builtin that is handed on without being called is one.
std::vector<GadgetSite> FindGadgets(const analyzer::Tree& tree, std::string_view module);

struct GadgetRow {
  std::string_view module, function, kinds;  // "*" stands for all; kinds: words
  std::string_view verdict;                  // "safe", "wrapped", "guarded" or "hidden"
  std::string_view reason;
};

// The first row that fits; null: none does.
const GadgetRow* JudgeGadget(const GadgetSite& site);

// A library file, read with caps that the library needs: its authors may write form feeds and long
// lines.
struct ModuleScan {
  std::string trouble;  // why there are no sites
  std::vector<GadgetSite> sites;
  std::vector<std::string> imports;  // dotted names of what it imports anywhere, sorted
};
ModuleScan ScanModule(const std::string& path, std::string text, const std::string& module);

}  // namespace stockade::audit
