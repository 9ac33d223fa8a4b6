#include "analyzer/syntax_scopes.h"

#include <string>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "analyzer/syntax.h"
#include "analyzer/syntax_checks.h"

namespace stockade::analyzer {
namespace {

using std::string_view;

// What a scope has done with a name so far; the order of the text decides.
enum Use : uint8_t {
  kParameterUse = 1,
  kBoundUse = 2,
  kReadUse = 4,
  kAnnotatedUse = 8,
  kGlobalUse = 16,
  kNonlocalUse = 32,
  kTypeParameterUse = 64,
};

struct Scope {
  bool is_class = false;
  bool is_module = false;
  bool is_comprehension = false;
  uint32_t parent = 0;
  std::unordered_map<string_view, uint8_t> names;
};

struct Declared {
  const Node* name;
  uint32_t scope;
};

class DeclarationChecker {
 public:
  DeclarationChecker(const Source& source, PythonVersion python, std::vector<Diagnostic>* found)
      : source_(source), python_(python), found_(*found) {}

  void Run(const Node& module);

 private:
  struct Item {
    const Node* node;
    uint32_t scope;
  };

  void Visit(const Node& node, uint32_t scope);
  void Declare(const Node& statement, uint32_t scope);
  void Resolve(const Declared& declared);
  void Push(const Node* node, uint32_t scope) {
    if (node != nullptr) stack_.push_back({node, scope});
  }
  uint32_t AddScope(uint32_t parent) {
    scopes_.push_back({.parent = parent});
    return static_cast<uint32_t>(scopes_.size() - 1);
  }
  void Add(uint32_t scope, string_view name, uint8_t use) { scopes_[scope].names[name] |= use; }
  // A walrus binds in the function around the comprehensions.
  uint32_t Owner(uint32_t scope) const {
    while (scopes_[scope].is_comprehension) scope = scopes_[scope].parent;
    return scope;
  }
  void Report(const Node& node, std::string message) {
    if (found_.size() >= kMaxSyntaxFindings) return;
    found_.push_back(SyntaxDiagnostic(SyntaxRule::kScopeDeclaration,
                                      source_.SpanOf(node.begin, node.end), std::move(message)));
  }

  const Source& source_;
  const PythonVersion python_;
  std::vector<Diagnostic>& found_;
  std::vector<Scope> scopes_;
  std::vector<Item> stack_;
  std::vector<Declared> nonlocals_;
};

void DeclarationChecker::Run(const Node& module) {
  scopes_.push_back({.is_module = true});
  Push(&module, 0);
  while (!stack_.empty()) {
    const Item item = stack_.back();
    stack_.pop_back();
    const size_t base = stack_.size();
    Visit(*item.node, item.scope);
    for (size_t i = base, j = stack_.size(); i + 1 < j; ++i) std::swap(stack_[i], stack_[--j]);
  }
  for (const Declared& declared : nonlocals_) Resolve(declared);
}

void DeclarationChecker::Visit(const Node& node, uint32_t scope) {
  switch (node.kind) {
    case NodeKind::kFunctionDef:
    case NodeKind::kLambda: {
      const bool lambda = node.kind == NodeKind::kLambda;
      const Node* parameters = node.Child(lambda ? 0 : 3);
      uint32_t outer = scope;
      if (!lambda) {
        Add(scope, node.Child(1)->text, kBoundUse);
        Push(node.Child(0), scope);
        if (node.Child(2) != nullptr) {
          outer = AddScope(scope);
          Push(node.Child(2), outer);
        }
        Push(node.Child(4), outer);
      }
      const uint32_t inner = AddScope(outer);
      if (parameters != nullptr) {
        for (const Node* parameter : parameters->Children()) {
          if (parameter->kind != NodeKind::kParameter) continue;
          Push(parameter->Child(0), outer);
          Push(parameter->Child(1), outer);
          if (!parameter->text.empty()) Add(inner, parameter->text, kParameterUse);
        }
      }
      Push(node.Child(lambda ? 1 : 5), inner);
      return;
    }
    case NodeKind::kClassDef: {
      Add(scope, node.Child(1)->text, kBoundUse);
      Push(node.Child(0), scope);
      uint32_t outer = scope;
      if (node.Child(2) != nullptr) {
        outer = AddScope(scope);
        Push(node.Child(2), outer);
      }
      Push(node.Child(3), outer);
      const uint32_t inner = AddScope(outer);
      scopes_[inner].is_class = true;
      Push(node.Child(4), inner);
      return;
    }
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kDictComp:
    case NodeKind::kGeneratorExp: {
      const uint32_t inner = AddScope(scope);
      scopes_[inner].is_comprehension = true;
      for (uint32_t i = 1; i < node.child_count; ++i) {
        const Node& clause = *node.Child(i);
        Push(clause.Child(1), i == 1 ? scope : inner);
        Push(clause.Child(0), inner);
        for (uint32_t j = 2; j < clause.child_count; ++j) Push(clause.Child(j), inner);
      }
      Push(node.Child(0), inner);
      return;
    }
    case NodeKind::kNamedExpr:
      Push(node.Child(1), scope);
      Add(Owner(scope), node.Child(0)->text, kBoundUse);
      return;
    case NodeKind::kAnnAssign: {
      const Node& target = *node.Child(0);
      if (target.kind == NodeKind::kName && node.Has(kSimpleTarget)) {
        const uint8_t uses = scopes_[scope].names[target.text];
        if ((uses & (kGlobalUse | kNonlocalUse)) != 0 && !scopes_[scope].is_module) {
          Report(node, fmt::format("annotated name '{}' can't be {}", target.text,
                                   (uses & kGlobalUse) != 0 ? "global" : "nonlocal"));
        }
        Add(scope, target.text, kAnnotatedUse | kBoundUse);
      } else {
        Push(&target, scope);
      }
      Push(node.Child(1), scope);
      Push(node.Child(2), scope);
      return;
    }
    case NodeKind::kName:
      Add(scope, node.text, node.Context() == kLoad ? kReadUse : kBoundUse);
      return;
    case NodeKind::kIdentifier:
      Add(scope, node.text, kBoundUse);
      return;
    case NodeKind::kTypeParam:
      Add(scope, node.text, kBoundUse | kTypeParameterUse);
      break;
    case NodeKind::kTry:
      // 3.13 looks at the handlers before the else clause, as they stand in the text.
      if (python_ < PythonVersion{3, 13}) break;
      Push(node.Child(0), scope);
      for (uint32_t i = 3; i < node.child_count; ++i) Push(node.Child(i), scope);
      Push(node.Child(1), scope);
      Push(node.Child(2), scope);
      return;
    case NodeKind::kAlias:
      if (node.Child(0) == nullptr && node.text != "*") {
        Add(scope, node.text.substr(0, node.text.find('.')), kBoundUse);
      }
      break;
    case NodeKind::kGlobal:
    case NodeKind::kNonlocal:
      Declare(node, scope);
      return;
    default:
      break;
  }
  for (const Node* child : node.Children()) Push(child, scope);
}

void DeclarationChecker::Declare(const Node& statement, uint32_t scope) {
  const bool global = statement.kind == NodeKind::kGlobal;
  const string_view word = global ? "global" : "nonlocal";
  for (const Node* name : statement.Children()) {
    uint8_t& uses = scopes_[scope].names[name->text];
    if ((uses & kParameterUse) != 0) {
      Report(*name, fmt::format("name '{}' is parameter and {}", name->text, word));
    } else if ((uses & kReadUse) != 0) {
      Report(*name, fmt::format("name '{}' is used prior to {} declaration", name->text, word));
    } else if ((uses & kAnnotatedUse) != 0) {
      Report(*name, fmt::format("annotated name '{}' can't be {}", name->text, word));
    } else if ((uses & kBoundUse) != 0) {
      Report(*name,
             fmt::format("name '{}' is assigned to before {} declaration", name->text, word));
    } else if ((uses & (global ? kNonlocalUse : kGlobalUse)) != 0) {
      Report(*name, fmt::format("name '{}' is nonlocal and global", name->text));
    }
    uses |= global ? kGlobalUse : kNonlocalUse;
    if (!global && !scopes_[scope].is_module) nonlocals_.push_back({name, scope});
  }
}

void DeclarationChecker::Resolve(const Declared& declared) {
  const string_view name = declared.name->text;
  bool in_class = false;
  for (uint32_t at = scopes_[declared.scope].parent; !scopes_[at].is_module;
       at = scopes_[at].parent) {
    const Scope& scope = scopes_[at];
    if (scope.is_class) {
      in_class = true;
      continue;
    }
    const auto found = scope.names.find(name);
    if (found == scope.names.end()) continue;
    if ((found->second & kGlobalUse) != 0) break;
    if ((found->second & kTypeParameterUse) != 0) {
      return Report(*declared.name,
                    fmt::format("nonlocal binding not allowed for type parameter '{}'", name));
    }
    if ((found->second & (kParameterUse | kBoundUse)) != 0 && (found->second & kNonlocalUse) == 0) {
      return;
    }
  }
  if (in_class && name == "__class__") return;
  Report(*declared.name, fmt::format("no binding for nonlocal '{}' found", name));
}

}  // namespace

void CheckDeclarations(const Node& module, const Source& source, PythonVersion python,
                       std::vector<Diagnostic>* found) {
  DeclarationChecker(source, python, found).Run(module);
}

}  // namespace stockade::analyzer
