#include "tools/python/restricted_policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <unordered_set>

namespace stockade::python {

using analyzer::Node;
using analyzer::NodeKind;

namespace {

// Method names with underscores that a class may define, and names that nobody may bind.
constexpr std::string_view kAllowedFunctions[] = {"__init__", "__contains__", "__lt__", "__le__",
                                                  "__eq__",   "__ne__",       "__gt__", "__ge__"};
constexpr std::string_view kForbiddenNames[] = {"print", "printed", "builtins", "breakpoint"};
constexpr std::string_view kInspectAttributes[] = {
    "tb_frame", "tb_next", "f_back", "f_builtins", "f_code", "f_generator", "f_globals", "f_locals",
    "f_trace", "co_code", "gi_frame", "gi_code", "gi_yieldfrom", "cr_await", "cr_frame", "cr_code",
    "cr_origin",
    // Missing from RestrictedPython 8.4: the frame of an asynchronous generator.
    "ag_frame", "ag_code", "ag_await"};

template <size_t kSize>
bool Contains(const std::string_view (&names)[kSize], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// Empty: the name may be bound.
std::string NameError(std::string_view name) {
  if (name.starts_with('_') && name != "_") {
    return fmt::format("\"{}\" is an invalid variable name because it starts with \"_\"", name);
  }
  if (name.ends_with("__roles__")) {
    return fmt::format("\"{}\" is an invalid variable name because it ends with \"__roles__\".",
                       name);
  }
  if (Contains(kForbiddenNames, name)) return fmt::format("\"{}\" is a reserved name.", name);
  return {};
}

// What the policy does with a kind of node beside visiting its children in the order of CPython's
// ast. A kind without a row is only visited.
class Visitor {
 public:
  Visitor(const analyzer::Source& source, const RestrictedOptions& options)
      : source_(source), options_(options) {}

  RestrictedPolicy Run(const Node& root) {
    root_ = &root;
    scopes_.push_back({&root});
    open_.push_back({&root, false});
    while (!open_.empty()) {
      const Open item = open_.back();
      open_.pop_back();
      if (item.leave) {
        Leave(*item.node);
      } else {
        Enter(*item.node);
      }
    }
    return std::move(policy_);
  }

 private:
  struct Open {
    const Node* node;
    bool leave;
  };
  struct Scope {  // a module or function, with its print collector
    const Node* node;
    bool print = false, printed = false;
  };

  std::string Line(const Node& node) const {
    if (&node == root_) {
      return options_.function_line != 0 ? std::to_string(options_.function_line) : "None";
    }
    return std::to_string(source_.LineOf(node.begin));
  }
  void Error(const Node& node, std::string_view text) {
    policy_.errors.push_back(fmt::format("Line {}: {}", Line(node), text));
  }
  void Warn(const Node& node, std::string_view text) {
    policy_.warnings.push_back(fmt::format("Line {}: {}", Line(node), text));
  }
  void NotAllowed(const Node& node, std::string_view kind) {
    Error(node, fmt::format("{} statements are not allowed.", kind));
  }

  void CheckName(const Node& node, std::string_view name, bool method = false) {
    if (method && Contains(kAllowedFunctions, name) && Indented(node)) return;
    const std::string text = NameError(name);
    if (!text.empty()) Error(node, text);
  }
  bool Indented(const Node& node) const {
    return node.begin != source_.LineStart(source_.LineOf(node.begin));
  }

  void CheckAttribute(const Node& node) {
    const std::string_view name = node.text;
    if (name.starts_with('_') && name != "_") {
      Error(node,
            fmt::format("\"{}\" is an invalid attribute name because it starts with \"_\".", name));
    }
    if (name.ends_with("__roles__")) {
      Error(node,
            fmt::format("\"{}\" is an invalid attribute name because it ends with \"__roles__\".",
                        name));
    }
    if (IsInspectAttribute(name)) {
      Error(node,
            fmt::format(
                "\"{}\" is a restricted name, that is forbidden to access in RestrictedPython.",
                name));
    }
  }

  void CheckParameters(const Node& node, const Node& parameters) {
    for (const Node* parameter : parameters.Children()) CheckName(node, parameter->text);
  }

  void CheckImports(const Node& node) {
    for (const Node* alias : node.Children()) {
      if (alias->text == "*") Error(node, "\"*\" imports are not allowed.");
      // Every part of a dotted name: RestrictedPython looks at the first only.
      for (std::string_view rest = alias->text; !rest.empty();) {
        const size_t end = std::min(rest.find('.'), rest.size());
        CheckName(node, rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
      if (alias->Child(0) != nullptr) CheckName(node, alias->Child(0)->text);
    }
    if (node.kind == NodeKind::kImportFrom && node.text == "builtins" && node.op == 0) {
      CheckName(node, node.text);
    }
  }

  void UseName(const Node& node) {
    if (node.Context() == analyzer::kLoad) {
      if (node.text == "print" || node.text == "printed") {
        (node.text == "print" ? scopes_.back().print : scopes_.back().printed) = true;
        return;
      }
      if (used_.insert(node.text).second) policy_.used_names.emplace_back(node.text);
    }
    CheckName(node, node.text);
  }

  void Refuse(const Node& node, std::string_view kind, bool unknown) {
    if (unknown) Warn(node, fmt::format("{} statement is not known to RestrictedPython", kind));
    NotAllowed(node, kind);
  }

  void Enter(const Node& node) {
    switch (node.kind) {
      case NodeKind::kName:
        return UseName(node);
      case NodeKind::kAttribute:
        CheckAttribute(node);
        break;
      case NodeKind::kCall:
        if (const Node& function = *node.Child(0); function.kind == NodeKind::kName) {
          if (function.text == "exec") Error(node, "Exec calls are not allowed.");
          if (function.text == "eval") Error(node, "Eval calls are not allowed.");
        }
        break;
      case NodeKind::kFunctionDef:
        CheckName(node, node.Child(1)->text, /*method=*/true);
        CheckParameters(node, *node.Child(3));
        scopes_.push_back({&node});
        open_.push_back({&node, true});
        break;
      case NodeKind::kLambda:
        CheckParameters(node, *node.Child(0));
        break;
      case NodeKind::kClassDef:
        CheckName(node, node.Child(1)->text);
        open_.push_back({&node, true});
        break;
      case NodeKind::kModule:
        open_.push_back({&node, true});
        break;
      case NodeKind::kHandler:
        open_.push_back({&node, true});
        break;
      case NodeKind::kImport:
      case NodeKind::kImportFrom:
        return CheckImports(node);
      case NodeKind::kNonlocal:
        for (const Node* name : node.Children()) CheckName(node, name->text);
        return;
      case NodeKind::kTypeParam:
        CheckName(node, node.text);
        break;
      case NodeKind::kTypeAlias:
        CheckName(node, node.Child(0)->text);
        break;
      case NodeKind::kFor:
        if (node.Has(analyzer::kAsync)) return Refuse(node, "AsyncFor", false);
        break;
      case NodeKind::kWith:
        if (node.Has(analyzer::kAsync)) return Refuse(node, "AsyncWith", false);
        break;
      case NodeKind::kComprehension:  // it would iterate past _getiter_
        if (node.Has(analyzer::kAsync)) return Refuse(node, "AsyncFor", false);
        break;
      case NodeKind::kTry:
        if (node.Has(analyzer::kStar)) return Refuse(node, "TryStar", false);
        break;
      case NodeKind::kMatchClass:
        return Refuse(node, "MatchClass", true);
      case NodeKind::kMatchMapping:
        return Refuse(node, "MatchMapping", true);
      case NodeKind::kMatchSequence:
        return Refuse(node, "MatchSequence", true);
      case NodeKind::kMatchValue:
        if (node.Child(0)->kind == NodeKind::kAttribute) {
          return Refuse(node, "MatchValue", true);  // it would read past _getattr_
        }
        break;
      case NodeKind::kMatchAs:
        if (node.Child(1) != nullptr) CheckName(node, node.Child(1)->text);
        break;
      default:
        break;
    }
    Visit(node);
  }

  void Leave(const Node& node) {
    switch (node.kind) {
      case NodeKind::kHandler:
        if (node.Child(1) != nullptr) CheckName(node, node.Child(1)->text);
        return;
      case NodeKind::kClassDef:
        if (const Node* arguments = node.Child(3)) {
          for (const Node* argument : arguments->Children()) {
            if (argument->kind == NodeKind::kKeyword && argument->text == "metaclass") {
              Error(node, "The keyword argument \"metaclass\" is not allowed.");
            }
          }
        }
        return;
      default: {
        const Scope scope = scopes_.back();
        scopes_.pop_back();
        if (node.kind == NodeKind::kModule && !options_.module) return;
        if (scope.print && !scope.printed) {
          Warn(node, "Prints, but never reads 'printed' variable.");
        } else if (scope.printed && !scope.print) {
          Warn(node, "Doesn't print, but reads 'printed' variable.");
        }
      }
    }
  }

  // Children in the order of the fields of CPython's ast, which decides the order of the errors.
  void Visit(const Node& node) {
    std::vector<const Node*>& order = order_;
    order.clear();
    const auto child = [&](uint32_t i) { order.push_back(node.Child(i)); };
    const auto from = [&](uint32_t i) {
      for (; i < node.child_count; ++i) order.push_back(node.children[i]);
    };
    const auto items = [&](bool keywords) {
      for (const Node* item : node.Children()) {
        const bool keyword =
            item->kind == NodeKind::kKeyword || item->kind == NodeKind::kDoubleStarred;
        if (keyword == keywords) order.push_back(item);
      }
    };
    switch (node.kind) {
      case NodeKind::kAssign:
        from(1);
        child(0);
        break;
      case NodeKind::kWith:
        from(1);
        child(0);
        break;
      case NodeKind::kTry:
        child(0);
        from(3);
        child(1);
        child(2);
        break;
      case NodeKind::kFunctionDef:
        child(3);
        child(5);
        child(0);
        child(4);
        child(2);
        break;
      case NodeKind::kClassDef:
        child(3);
        child(4);
        child(0);
        child(2);
        break;
      case NodeKind::kArguments:
        items(false);
        items(true);
        break;
      case NodeKind::kParameters:
        for (const Node* parameter : node.Children()) order.push_back(parameter->Child(0));
        for (const Node* parameter : node.Children()) order.push_back(parameter->Child(1));
        break;
      case NodeKind::kDict:
        for (const Node* item : node.Children()) {
          if (item->kind == NodeKind::kDictItem) order.push_back(item->Child(0));
        }
        for (const Node* item : node.Children()) {
          order.push_back(item->kind == NodeKind::kDictItem ? item->Child(1) : item);
        }
        break;
      default:
        from(0);
    }
    for (auto it = order.rbegin(); it != order.rend(); ++it) {
      if (*it != nullptr) open_.push_back({*it, false});
    }
  }

  const analyzer::Source& source_;
  const RestrictedOptions& options_;
  const Node* root_ = nullptr;
  std::vector<Open> open_;
  std::vector<Scope> scopes_;
  std::vector<const Node*> order_;
  std::unordered_set<std::string_view> used_;
  RestrictedPolicy policy_;
};

}  // namespace

RestrictedPolicy CheckRestricted(const Node& root, const analyzer::Source& source,
                                 const RestrictedOptions& options) {
  return Visitor(source, options).Run(root);
}

std::vector<std::string> FunctionNameErrors(std::string_view name) {
  const std::string text = NameError(name);
  if (text.empty()) return {};
  return {"Line 1: " + text};
}

std::span<const std::string_view> AllowedFunctionNames() { return kAllowedFunctions; }
std::span<const std::string_view> ForbiddenNames() { return kForbiddenNames; }
std::span<const std::string_view> InspectAttributes() { return kInspectAttributes; }

bool IsInspectAttribute(std::string_view name) { return Contains(kInspectAttributes, name); }

}  // namespace stockade::python
