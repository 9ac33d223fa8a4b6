// `stockade rules audit`: the gadget scan of a module of the library, or of a host's own.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/command.h"

namespace stockade::cli {

struct AuditOptions {
  std::string module;              // a dotted name, or the path of a .py file
  std::vector<std::string> paths;  // folders to look in, before the standard library
  bool follow = false;             // what it imports, too
  std::string format = "text";
};

// The exit code: kFindings when a place has no row in gadgets.def.
int Audit(const AuditOptions& options, Console& console);

}  // namespace stockade::cli
