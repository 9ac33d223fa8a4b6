// What a run provides of the standard library, for the rules: the worker's own tables
// (executor/worker/facades.def and builtins.def), so that a text is told before the run what would
// fail in it.
#pragma once

#include <optional>
#include <string_view>

namespace stockade::rules {

// A run has a façade of the module.
bool IsProvidedModule(std::string_view module);

// A row of some façade leaves out a name that is spelled like this. Cheap: most names are none.
bool IsWithheldSomewhere(std::string_view name);

// Why the façade of `module` leaves `name` out ("takes code objects"); nullopt if it does not, or
// if there is no façade.
std::optional<std::string_view> WhyWithheld(std::string_view module, std::string_view name);

// The tables know all names of `module`, and `name` is none of them: what only a star import seems
// to bring.
bool IsNoNameOf(std::string_view module, std::string_view name);

// Why no run has a facade of the module; nullopt if the table has no word on it.
std::optional<std::string_view> WhyRefused(std::string_view module);

// What to do instead of a builtin that a run does not have ("use print()"); nullopt for the others.
std::optional<std::string_view> InsteadOfBuiltin(std::string_view name);

// A builtin of CPython, whether a run has it or not.
bool IsBuiltinName(std::string_view name);

// A class body may bind this double-underscore name in a run (definitions.def and guards.def).
bool IsProvidedDunder(std::string_view name);

}  // namespace stockade::rules
