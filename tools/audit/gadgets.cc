#include "tools/audit/gadgets.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "executor/guards.h"

namespace stockade::audit {
namespace {

using analyzer::Node;
using analyzer::NodeKind;

enum class Trigger : uint8_t {
  kName,          // any use of the name
  kComputedName,  // the second argument is no literal, or the function is handed on
  kThreeCalled,   // called with three arguments
  kAttribute,     // any use as an attribute
  kFormat,        // called as a method of what is no literal
};
struct GadgetKind {
  std::string_view word;
  Trigger trigger;
};
constexpr GadgetKind kKinds[] = {
    {"__import__", Trigger::kName},
    {"breakpoint", Trigger::kName},
    {"compile", Trigger::kName},
    {"eval", Trigger::kName},
    {"exec", Trigger::kName},
    {"globals", Trigger::kName},
    {"locals", Trigger::kName},
    {"open", Trigger::kName},
    {"vars", Trigger::kName},
    {"attrgetter", Trigger::kName},
    {"methodcaller", Trigger::kName},
    {"import_module", Trigger::kName},
    {"new_class", Trigger::kName},
    {"delattr", Trigger::kComputedName},
    {"getattr", Trigger::kComputedName},
    {"hasattr", Trigger::kComputedName},
    {"setattr", Trigger::kComputedName},
    {"type", Trigger::kThreeCalled},
    {"__builtins__", Trigger::kAttribute},
    {"__closure__", Trigger::kAttribute},
    {"__code__", Trigger::kAttribute},
    {"__delattr__", Trigger::kAttribute},
    {"__dict__", Trigger::kAttribute},
    {"__getattribute__", Trigger::kAttribute},
    {"__globals__", Trigger::kAttribute},
    {"__import__", Trigger::kAttribute},
    {"__reduce__", Trigger::kAttribute},
    {"__reduce_ex__", Trigger::kAttribute},
    {"__setattr__", Trigger::kAttribute},
    {"__subclasses__", Trigger::kAttribute},
    {"_getframe", Trigger::kAttribute},
    {"attrgetter", Trigger::kAttribute},
    {"currentframe", Trigger::kAttribute},
    {"exec_module", Trigger::kAttribute},
    {"import_module", Trigger::kAttribute},
    {"load_module", Trigger::kAttribute},
    {"methodcaller", Trigger::kAttribute},
    {"modules", Trigger::kAttribute},
    {"new_class", Trigger::kAttribute},
    {"open", Trigger::kAttribute},
    {"prepare_class", Trigger::kAttribute},
    {"vformat", Trigger::kAttribute},
    {"format", Trigger::kFormat},
    {"format_map", Trigger::kFormat},
};

bool HasRow(std::string_view word, Trigger trigger) {
  return std::any_of(std::begin(kKinds), std::end(kKinds), [&](const GadgetKind& kind) {
    return kind.trigger == trigger && kind.word == word;
  });
}

// Attributes that lead to frames and code: the guard table's own list.
bool IsIntrospection(std::string_view word) {
  return std::find(std::begin(executor::kIntrospection), std::end(executor::kIntrospection),
                   word) != std::end(executor::kIntrospection);
}

bool IsLiteral(const Node* node) {
  return node != nullptr && (node->kind == NodeKind::kString || node->kind == NodeKind::kInt);
}

// How many arguments a call has, when all are plain positions; else -1.
int PlainArguments(const Node& call) {
  const Node* arguments = call.Child(1);
  if (arguments == nullptr) return -1;
  for (const Node* argument : arguments->Children()) {
    if (argument->kind == NodeKind::kStarred || argument->kind == NodeKind::kKeyword ||
        argument->kind == NodeKind::kDoubleStarred) {
      return -1;
    }
  }
  return static_cast<int>(arguments->child_count);
}

// The kind of site that `node` is; `call` is the call whose callee it is, or null.
std::string_view KindOf(const Node& node, const Node* call) {
  if (node.Context() != analyzer::kLoad) return {};
  if (node.kind == NodeKind::kName) {
    if (HasRow(node.text, Trigger::kName)) return node.text;
    if (HasRow(node.text, Trigger::kComputedName)) {
      const Node* name = call == nullptr ? nullptr : call->Child(1)->Child(1);
      return IsLiteral(name) ? std::string_view() : node.text;
    }
    // `type` with arguments that cannot be counted is one, too.
    if (HasRow(node.text, Trigger::kThreeCalled) && call != nullptr && PlainArguments(*call) != 1)
      return node.text;
  }
  if (node.kind == NodeKind::kAttribute) {
    // `modules` is a site on sys alone, where it is every module of the process.
    if (node.text == "modules") {
      const Node* value = node.Child(0);
      const bool of_sys = value != nullptr && value->kind == NodeKind::kName &&
                          (value->text == "sys" || value->text == "_sys");
      return of_sys ? node.text : std::string_view();
    }
    if (HasRow(node.text, Trigger::kAttribute) || IsIntrospection(node.text)) return node.text;
    if (HasRow(node.text, Trigger::kFormat) && !IsLiteral(node.Child(0))) return node.text;
  }
  return {};
}

bool FitsWord(std::string_view words, std::string_view word) {
  if (words == "*") return true;
  while (!words.empty()) {
    const size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

// `*` stands for any text, "asyncio.*" for asyncio itself, too.
bool FitsName(std::string_view pattern, std::string_view name) {
  if (pattern.ends_with(".*") && name == pattern.substr(0, pattern.size() - 2)) return true;
  const size_t star = pattern.find('*');
  if (star == pattern.npos) return pattern == name;
  if (!name.starts_with(pattern.substr(0, star))) return false;
  const std::string_view rest = pattern.substr(star + 1);
  for (size_t at = star; at <= name.size(); ++at) {
    if (FitsName(rest, name.substr(at))) return true;
  }
  return false;
}

constexpr GadgetRow kRows[] = {
#define STOCKADE_GADGET(module, function, kinds, verdict, reason) \
  {module, function, kinds, verdict, reason},
#include "executor/worker/gadgets.def"
};

std::vector<std::string> ImportedModules(const analyzer::Tree& tree, std::string_view module,
                                         bool is_package) {
  std::vector<std::string> found;
  if (tree.root() == nullptr) return found;
  Walk(*tree.root(), [&](const Node& node) {
    if (node.kind == NodeKind::kImport) {
      for (const Node* alias : node.Children()) found.emplace_back(alias->text);
    } else if (node.kind == NodeKind::kImportFrom) {
      std::string base(node.text);
      if (node.op != 0) {
        std::string package(module);
        for (int dots = is_package ? 1 : 0; dots < node.op; ++dots) {
          const size_t dot = package.rfind('.');
          package.resize(dot == std::string::npos ? 0 : dot);
        }
        base = package.empty() || base.empty() ? package + base : package + "." + base;
      }
      if (base.empty()) return true;
      found.push_back(base);
      // `from package import module` names a module, perhaps.
      for (const Node* alias : node.Children()) {
        if (alias->text != "*") found.push_back(base + "." + std::string(alias->text));
      }
    }
    return true;
  });
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace

std::vector<GadgetSite> FindGadgets(const analyzer::Tree& tree, std::string_view module) {
  std::vector<GadgetSite> sites;
  if (tree.root() == nullptr) return sites;
  std::vector<std::string> scope;
  std::set<std::pair<const Node*, const Node*>> callees;  // callee, call
  const auto is_scope = [](const Node& node) {
    return node.kind == NodeKind::kFunctionDef || node.kind == NodeKind::kClassDef;
  };
  Walk(
      *tree.root(),
      [&](const Node& node) {
        if (is_scope(node)) {
          const std::string name(node.Child(1)->text);
          scope.push_back(scope.empty() ? name : scope.back() + "." + name);
        }
        if (node.kind == NodeKind::kCall) callees.emplace(node.Child(0), &node);
        const auto called = callees.lower_bound({&node, nullptr});
        const Node* call =
            called != callees.end() && called->first == &node ? called->second : nullptr;
        if (call != nullptr) callees.erase(called);
        const std::string_view kind = KindOf(node, call);
        if (!kind.empty()) {
          sites.push_back({std::string(module), scope.empty() ? "<module>" : scope.back(),
                           std::string(kind), tree.source().LineOf(node.begin)});
        }
        return true;
      },
      [&](const Node& node) {
        if (is_scope(node)) scope.pop_back();
      });
  return sites;
}

const GadgetRow* JudgeGadget(const GadgetSite& site) {
  for (const GadgetRow& row : kRows) {
    if (FitsName(row.module, site.module) && FitsName(row.function, site.function) &&
        FitsWord(row.kinds, site.kind)) {
      return &row;
    }
  }
  return nullptr;
}

ModuleScan ScanModule(const std::string& path, std::string text, const std::string& module) {
  ModuleScan scan;
  std::erase(text, '\f');
  analyzer::IntakeLimits limits;
  limits.max_bytes = 16u << 20;
  limits.max_line_bytes = 1u << 20;
  const auto source = analyzer::Source::FromBytes(path, text, limits);
  const analyzer::Tree tree = analyzer::Tree::Parse(source, {.python = {3, 14}});
  if (tree.root() == nullptr) {
    const auto& breaches = source.diagnostics().empty() ? tree.diagnostics() : source.diagnostics();
    scan.trouble = breaches.empty() ? "it could not be parsed" : breaches.front().message;
    return scan;
  }
  scan.sites = FindGadgets(tree, module);
  scan.imports = ImportedModules(tree, module, path.ends_with("/__init__.py"));
  return scan;
}

}  // namespace stockade::audit
