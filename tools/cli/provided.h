// What a run provides under each name, printed from the worker's own tables.
#pragma once

#include "rules/ruleset.h"
#include "tools/cli/command.h"

namespace stockade::cli {

// Exit codes; one line a row, or a JSON list of {module?, names, verdict, reason}.
int PrintBuiltins(bool json, Console& console);
// `host`: modules of a rule set, after those of the library.
int PrintModules(const std::vector<rules::ModuleSettings>& host, bool json, Console& console);

}  // namespace stockade::cli
