#include "analyzer/syntax_checks.h"

#include <algorithm>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "analyzer/intake.h"
#include "analyzer/name_set.h"
#include "analyzer/syntax.h"
#include "analyzer/syntax_patterns.h"
#include "analyzer/syntax_scopes.h"

namespace stockade::analyzer {
namespace {

using std::string_view;

// CPython's CO_MAXBLOCKS, sys.int_info.default_max_str_digits, and a little less than the depth of
// an expression at which its symbol table gives up (three times the recursion limit).
constexpr uint32_t kMaxBlocks = 20;
constexpr size_t kMaxIntDigits = 4300;
constexpr uint32_t kMaxTreeDepth = 2900;

// The features of __future__ (Lib/__future__.py).
constexpr string_view kFutureFeatures[] = {
    "nested_scopes",  "generators",       "division",       "absolute_import", "with_statement",
    "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop",  "annotations"};

// What takes no yield, await or walrus, because it is a scope of its own.
constexpr char kAnnotation[] = "an annotation";
constexpr char kGeneric[] = "the definition of a generic";
constexpr char kAlias[] = "a type alias";
constexpr char kBound[] = "a TypeVar bound";
constexpr char kConstraint[] = "a TypeVar constraint";
// Of a type parameter by its op.
constexpr const char* kDefaults[] = {"a TypeVar default", "a TypeVarTuple default",
                                     "a ParamSpec default"};

enum class Kind : uint8_t { kModule, kClass, kFunction, kLambda, kComprehension };

struct Scope {
  Kind kind;
  const Node* node;
  uint32_t parent;
  bool async = false;  // an async function, or a comprehension that awaits
  bool yields = false;
  const Node* returned = nullptr;  // first return with a value
  // Of a comprehension: the clause that first binds a name, once asked for; how many clauses of a
  // comprehension around it come before it; and the scope of an annotation that it stands in.
  std::unique_ptr<std::unordered_map<string_view, uint32_t>> variables;
  uint32_t outer_clauses = 0;
  const char* annotation = nullptr;
};

// Where a node stands.
struct Context {
  uint32_t scope = 0;
  uint32_t depth = 0;
  uint8_t blocks = 0;         // of the compiler, in this scope
  bool loop = false;          // break has a target
  bool star_handler = false;  // an except* clause between here and that target
  bool any_star_handler = false;
  bool iterable = false;             // in what a comprehension iterates over
  const char* annotation = nullptr;  // in an annotation that is a scope of its own: what it is
  uint32_t clauses = 0;              // of the comprehension around, those that come before
};

struct Item {
  const Node* node;
  Context context;
};

class Checker {
 public:
  Checker(const Node& module, const Source& source, PythonVersion python)
      : module_(module), source_(source), python_(python) {}

  std::vector<Diagnostic> Run(bool function_body);

 private:
  void Visit(const Node& node, const Context& context);
  void VisitFunction(const Node& node, const Context& context, const Node* parameters,
                     const Node* body, Kind kind);
  void VisitParameters(const Node& parameters, const Context& context, bool generic);
  void VisitComprehension(const Node& node, const Context& context);
  void VisitTry(const Node& node, const Context& context);
  void VisitLoop(const Node& node, const Context& context, std::initializer_list<uint32_t> heads,
                 uint32_t body);
  void VisitArguments(const Node& node);
  void VisitNamed(const Node& node, const Context& context);
  void VisitTargets(const Node& display);
  void VisitImportFrom(const Node& node, const Context& context);
  void VisitTypeParameter(const Node& node, const Context& context);
  void VisitAnnotated(const Node& node, const Context& context);
  void CheckInnerLoops(const Node& comprehension);
  // Reports `what` where it may not stand because of the annotation around; false if it may.
  bool ReportInAnnotation(const Node& node, const Context& context, string_view what);
  void PushAnnotation(const Node* node, const Context& context, bool generic);
  void CheckFutureImports();
  void CheckAsyncScopes();
  void CheckJump(const Node& node, const Context& context);
  void CheckBoundName(const Node& node, string_view name);
  // A function or comprehension in a scope of annotations that sees the names of a class.
  void CheckClassAnnotation(const Node& node, const Context& context, string_view what);

  void Push(const Node* node, const Context& context) {
    if (node == nullptr) return;
    stack_.push_back({node, context});
    ++stack_.back().context.depth;
  }
  void PushChildren(const Node& node, const Context& context) {
    for (const Node* child : node.Children()) Push(child, context);
  }
  uint32_t AddScope(Kind kind, const Node& node, uint32_t parent) {
    scopes_.push_back({.kind = kind, .node = &node, .parent = parent});
    return static_cast<uint32_t>(scopes_.size() - 1);
  }
  // A block of the compiler more.
  Context Inner(const Node& node, Context context, unsigned blocks = 1) {
    if (context.blocks + blocks > kMaxBlocks && context.blocks <= kMaxBlocks) {
      Report(SyntaxRule::kTooManyBlocks, node, "too many statically nested blocks");
    }
    context.blocks = static_cast<uint8_t>(std::min(context.blocks + blocks, kMaxBlocks + 1));
    return context;
  }
  void Report(SyntaxRule rule, uint32_t begin, uint32_t end, std::string message) {
    if (found_.size() >= kMaxSyntaxFindings) return;
    found_.push_back(SyntaxDiagnostic(rule, source_.SpanOf(begin, end), std::move(message)));
  }
  void Report(SyntaxRule rule, const Node& node, std::string message) {
    Report(rule, node.begin, node.end, std::move(message));
  }

  const Node& module_;
  const Source& source_;
  const PythonVersion python_;
  bool lazy_annotations_ = false;
  bool text_annotations_ = false;  // ... and never compiled
  bool walrus_ = false;            // there may be one somewhere
  bool declarations_ = false;
  std::vector<Item> stack_;
  std::vector<Scope> scopes_;
  std::unordered_set<const Node*> future_imports_;  // those at the start of the text
  std::vector<Diagnostic> found_;
};

std::vector<Diagnostic> Checker::Run(bool function_body) {
  AddScope(function_body ? Kind::kFunction : Kind::kModule, module_, 0);
  walrus_ = source_.text().find(":=") != string_view::npos;
  CheckFutureImports();
  Push(&module_, {});
  while (!stack_.empty()) {
    const Item item = stack_.back();
    stack_.pop_back();
    if (item.context.depth > kMaxTreeDepth) {
      found_.push_back(IntakeDiagnostic(IntakeRule::kNestingTooDeep,
                                        source_.SpanOf(item.node->begin, item.node->end),
                                        "expressions", fmt::format("{}", kMaxTreeDepth)));
      break;
    }
    const size_t base = stack_.size();
    Visit(*item.node, item.context);
    // Children were pushed in the order of the text; the first comes next.
    std::reverse(stack_.begin() + static_cast<ptrdiff_t>(base), stack_.end());
  }
  CheckAsyncScopes();
  if (declarations_) CheckDeclarations(module_, source_, python_, &found_);
  std::stable_sort(found_.begin(), found_.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return a.span.start.byte < b.span.start.byte;
  });
  return std::move(found_);
}

void Checker::Visit(const Node& node, const Context& context) {
  Scope& scope = scopes_[context.scope];
  switch (node.kind) {
    case NodeKind::kFunctionDef:
      CheckBoundName(*node.Child(1), node.Child(1)->text);
      Push(node.Child(0), context);
      Push(node.Child(2), context);
      PushAnnotation(node.Child(4), context, node.Child(2) != nullptr);
      VisitFunction(node, context, node.Child(3), node.Child(5), Kind::kFunction);
      return;
    case NodeKind::kLambda:
      CheckClassAnnotation(node, context, "lambda");
      VisitFunction(node, context, node.Child(0), node.Child(1), Kind::kLambda);
      return;
    case NodeKind::kClassDef: {
      CheckBoundName(*node.Child(1), node.Child(1)->text);
      for (uint32_t i : {0u, 2u, 3u}) Push(node.Child(i), context);
      if (node.Child(2) != nullptr && node.Child(3) != nullptr) {
        stack_.back().context.annotation = kGeneric;
      }
      Context inner;
      inner.scope = AddScope(Kind::kClass, node, context.scope);
      inner.depth = context.depth;
      Push(node.Child(4), inner);
      return;
    }
    case NodeKind::kTypeParams: {
      NameSet names;
      for (const Node* parameter : node.Children()) {
        if (names.Add(parameter->text)) continue;
        Report(SyntaxRule::kInvalidParameters, *parameter,
               fmt::format("duplicate type parameter '{}'", parameter->text));
      }
      break;
    }
    case NodeKind::kTypeParam:
      CheckBoundName(node, node.text);
      VisitTypeParameter(node, context);
      return;
    case NodeKind::kTypeAlias:
      PushChildren(node, context);
      stack_.back().context.annotation = kAlias;
      return;
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kDictComp:
    case NodeKind::kGeneratorExp:
      CheckClassAnnotation(node, context, "comprehension");
      VisitComprehension(node, context);
      return;
    case NodeKind::kReturn:
      if (scope.kind == Kind::kModule || scope.kind == Kind::kClass) {
        Report(SyntaxRule::kOutsideFunction, node, "'return' outside function");
      } else {
        if (context.any_star_handler) CheckJump(node, context);
        if (node.Child(0) != nullptr && scope.returned == nullptr) scope.returned = &node;
      }
      break;
    case NodeKind::kBreak:
    case NodeKind::kContinue:
      CheckJump(node, context);
      return;
    case NodeKind::kYield:
    case NodeKind::kYieldFrom:
      if (ReportInAnnotation(node, context, "yield expression")) {
      } else if (scope.kind == Kind::kComprehension) {
        static constexpr std::pair<NodeKind, string_view> kNames[] = {
            {NodeKind::kListComp, "list comprehension"},
            {NodeKind::kSetComp, "set comprehension"},
            {NodeKind::kDictComp, "dict comprehension"},
            {NodeKind::kGeneratorExp, "generator expression"}};
        for (const auto& [kind, name] : kNames) {
          if (kind != scope.node->kind) continue;
          Report(SyntaxRule::kInvalidComprehension, node, fmt::format("'yield' inside {}", name));
        }
      } else if (scope.kind == Kind::kModule || scope.kind == Kind::kClass) {
        Report(SyntaxRule::kOutsideFunction, node, "'yield' outside function");
      } else if (scope.async && node.kind == NodeKind::kYieldFrom) {
        Report(SyntaxRule::kOutsideFunction, node, "'yield from' inside async function");
      }
      scope.yields = true;
      break;
    case NodeKind::kAwait:
      if (ReportInAnnotation(node, context, "await expression")) {
      } else if (scope.kind == Kind::kModule || scope.kind == Kind::kClass) {
        Report(SyntaxRule::kOutsideFunction, node, "'await' outside function");
      } else if (scope.kind == Kind::kComprehension) {
        scope.async = true;
      } else if (!scope.async) {
        Report(SyntaxRule::kOutsideFunction, node, "'await' outside async function");
      }
      break;
    case NodeKind::kFor:
      if (node.Has(kAsync) && !(scope.kind == Kind::kFunction && scope.async)) {
        Report(SyntaxRule::kOutsideFunction, node, "'async for' outside async function");
      }
      VisitLoop(node, context, {0, 1}, 2);
      return;
    case NodeKind::kWhile:
      VisitLoop(node, context, {0}, 1);
      return;
    case NodeKind::kWith: {
      if (node.Has(kAsync) && !(scope.kind == Kind::kFunction && scope.async)) {
        Report(SyntaxRule::kOutsideFunction, node, "'async with' outside async function");
      }
      for (uint32_t i = 1; i < node.child_count; ++i) Push(node.Child(i), context);
      Push(node.Child(0), Inner(node, context, std::min(node.child_count - 1, kMaxBlocks + 1)));
      return;
    }
    case NodeKind::kTry:
      VisitTry(node, context);
      return;
    case NodeKind::kArguments:
      VisitArguments(node);
      break;
    case NodeKind::kNamedExpr:
      VisitNamed(node, context);
      break;
    case NodeKind::kAnnAssign:
      VisitAnnotated(node, context);
      return;
    case NodeKind::kTuple:
    case NodeKind::kList:
      if (node.Context() == kStore) VisitTargets(node);
      break;
    case NodeKind::kAttribute:
      if (node.Context() != kLoad && node.text == "__debug__") CheckBoundName(node, node.text);
      break;
    case NodeKind::kName:
      if (node.Context() != kLoad) CheckBoundName(node, node.text);
      return;
    case NodeKind::kIdentifier:
      CheckBoundName(node, node.text);
      return;
    case NodeKind::kAlias:
      if (node.Child(0) == nullptr) CheckBoundName(node, node.text);
      break;
    case NodeKind::kImportFrom:
      VisitImportFrom(node, context);
      break;
    case NodeKind::kMatch:
      CheckPatterns(node, source_, &found_);
      break;
    case NodeKind::kGlobal:
      declarations_ = true;
      return;
    case NodeKind::kNonlocal:
      declarations_ = true;
      if (scope.kind == Kind::kModule) {
        Report(SyntaxRule::kScopeDeclaration, node,
               "nonlocal declaration not allowed at module level");
      }
      return;
    case NodeKind::kInt: {
      if (node.text.size() <= kMaxIntDigits) return;
      if (node.text.size() > 1 && ((node.text[1] | 32) > '9') && node.text[1] != '_') return;
      const auto digits = node.text.size() -
                          static_cast<size_t>(std::count(node.text.begin(), node.text.end(), '_'));
      if (digits > kMaxIntDigits) {
        Report(SyntaxRule::kInvalidNumber, node,
               fmt::format("Exceeds the limit ({} digits) for integer string conversion: value has "
                           "{} digits; use sys.set_int_max_str_digits() to increase the limit - "
                           "Consider hexadecimal for huge integer literals to avoid decimal "
                           "conversion limits",
                           kMaxIntDigits, digits));
      }
      return;
    }
    default:
      break;
  }
  PushChildren(node, context);
}

void Checker::VisitFunction(const Node& node, const Context& context, const Node* parameters,
                            const Node* body, Kind kind) {
  const bool generic = kind == Kind::kFunction && node.Child(2) != nullptr;
  if (parameters != nullptr) VisitParameters(*parameters, context, generic);
  Context inner;
  inner.depth = context.depth;
  inner.iterable = context.iterable;
  inner.scope = AddScope(kind, node, context.scope);
  scopes_.back().async = kind == Kind::kFunction && node.Has(kAsync);
  if (kind == Kind::kFunction) inner.iterable = false;
  Push(body, inner);
}

// Defaults and annotations belong to the scope around the function.
void Checker::VisitParameters(const Node& parameters, const Context& context, bool generic) {
  const auto duplicate = [this](const Node& parameter) {
    Report(SyntaxRule::kInvalidParameters, parameter.name_begin,
           parameter.name_begin + static_cast<uint32_t>(parameter.text.size()),
           fmt::format("duplicate argument '{}' in function definition", parameter.text));
  };
  NameSet seen;
  for (const Node* parameter : parameters.Children()) {
    if (parameter == nullptr || parameter->kind != NodeKind::kParameter) continue;
    if (!parameter->text.empty()) {
      CheckBoundName(*parameter, parameter->text);
      if (!seen.Add(parameter->text)) duplicate(*parameter);
    }
    PushAnnotation(parameter->Child(0), context, generic);
    Push(parameter->Child(1), context);
  }
}

// The first iterable is evaluated outside of the comprehension.
void Checker::VisitComprehension(const Node& node, const Context& context) {
  Context inner;
  inner.depth = context.depth;
  inner.iterable = context.iterable;
  inner.scope = AddScope(Kind::kComprehension, node, context.scope);
  Scope& scope = scopes_.back();
  scope.outer_clauses = context.clauses;
  scope.annotation = context.annotation;
  const Scope& outer = scopes_[context.scope];
  if (scope.annotation == nullptr && outer.kind == Kind::kComprehension) {
    scope.annotation = outer.annotation;
  }
  if (walrus_) CheckInnerLoops(node);
  for (uint32_t i = 1; i < node.child_count; ++i) {
    const Node& clause = *node.Child(i);
    if (clause.Has(kAsync)) scopes_[inner.scope].async = true;
    Context iterable = i == 1 ? context : inner;
    iterable.iterable = true;
    Push(clause.Child(1), iterable);
    Push(clause.Child(0), inner);
    inner.clauses = i;
    for (uint32_t j = 2; j < clause.child_count; ++j) Push(clause.Child(j), inner);
  }
  Push(node.Child(0), inner);
}

void Checker::VisitLoop(const Node& node, const Context& context,
                        std::initializer_list<uint32_t> heads, uint32_t body) {
  for (uint32_t head : heads) Push(node.Child(head), context);
  Context inner = Inner(node, context);
  inner.loop = true;
  inner.star_handler = false;
  Push(node.Child(body), inner);
  Push(node.Child(body + 1), context);
}

void Checker::VisitTry(const Node& node, const Context& context) {
  const Node* final_body = node.Child(2);
  const bool handlers = node.child_count > 3;
  Context guarded = context;  // by the finally clause
  if (final_body != nullptr) guarded = Inner(node, context);
  Push(node.Child(0), handlers ? Inner(node, guarded) : guarded);
  for (uint32_t i = 3; i < node.child_count; ++i) {
    const Node& handler = *node.Child(i);
    Push(handler.Child(0), guarded);
    Push(handler.Child(1), guarded);
    Context inner = Inner(node, guarded, 2);
    if (node.Has(kStar)) inner.star_handler = inner.any_star_handler = true;
    Push(handler.Child(2), inner);
  }
  Push(node.Child(1), guarded);
  if (final_body != nullptr) Push(final_body, Inner(node, context));
}

void Checker::CheckJump(const Node& node, const Context& context) {
  const bool jumps = node.kind != NodeKind::kReturn;
  if (jumps ? context.star_handler : context.any_star_handler) {
    Report(SyntaxRule::kInvalidTry, node,
           "'break', 'continue' and 'return' cannot appear in an except* block");
  } else if (jumps && !context.loop) {
    Report(
        SyntaxRule::kOutsideLoop, node,
        node.kind == NodeKind::kBreak ? "'break' outside loop" : "'continue' not properly in loop");
  }
}

void Checker::VisitArguments(const Node& node) {
  NameSet seen;
  for (const Node* child : node.Children()) {
    const Node& argument = *child;
    if (argument.kind != NodeKind::kKeyword) continue;
    if (argument.text == "__debug__") CheckBoundName(argument, argument.text);
    if (!seen.Add(argument.text)) {
      Report(SyntaxRule::kInvalidArguments, argument,
             fmt::format("keyword argument repeated: {}", argument.text));
    }
  }
}

// Calls each(node) for the names and walruses under `root` that are in the same scope as it.
template <typename Each>
void InSameScope(const Node* root, Each each) {
  std::vector<const Node*> stack{root};
  while (!stack.empty()) {
    const Node* node = stack.back();
    stack.pop_back();
    if (node == nullptr) continue;
    switch (node->kind) {
      case NodeKind::kName:
        each(*node);
        continue;
      case NodeKind::kNamedExpr:
        each(*node);
        stack.push_back(node->Child(1));
        continue;
      case NodeKind::kLambda:
        stack.push_back(node->Child(0));  // its defaults
        continue;
      case NodeKind::kListComp:
      case NodeKind::kSetComp:
      case NodeKind::kDictComp:
      case NodeKind::kGeneratorExp:
        stack.push_back(node->Child(1)->Child(1));
        continue;
      default:
        for (uint32_t i = node->child_count; i-- > 0;) stack.push_back(node->Child(i));
    }
  }
}

// The names that the targets of a comprehension bind, with the number of the first clause that
// does. Before Python 3.12 all names in a target count.
std::unordered_map<string_view, uint32_t> IterationVariables(const Node& comprehension,
                                                             PythonVersion python) {
  std::unordered_map<string_view, uint32_t> names;
  const bool loads = python < PythonVersion{3, 12};
  for (uint32_t i = 1; i < comprehension.child_count; ++i) {
    InSameScope(comprehension.Child(i)->Child(0), [&](const Node& node) {
      if (node.kind == NodeKind::kName && (loads || node.Context() == kStore)) {
        names.try_emplace(node.text, i);
      }
    });
  }
  return names;
}

// A target may not mention what an earlier walrus of the same comprehension has bound.
void Checker::CheckInnerLoops(const Node& comprehension) {
  std::unordered_set<string_view> assigned;
  for (uint32_t i = 1; i < comprehension.child_count; ++i) {
    const Node& clause = *comprehension.Child(i);
    InSameScope(clause.Child(0), [&](const Node& node) {
      const bool walrus = node.kind == NodeKind::kNamedExpr;
      const string_view name = walrus ? node.Child(0)->text : node.text;
      if (!walrus && !assigned.contains(name)) return;
      Report(SyntaxRule::kInvalidComprehension, node,
             fmt::format("comprehension inner loop cannot rebind assignment expression target '{}'",
                         name));
    });
    for (uint32_t j = 2; j < clause.child_count; ++j) {
      InSameScope(clause.Child(j), [&](const Node& node) {
        if (node.kind == NodeKind::kNamedExpr) assigned.insert(node.Child(0)->text);
      });
    }
  }
}

bool Checker::ReportInAnnotation(const Node& node, const Context& context, string_view what) {
  if (context.annotation == nullptr) return false;
  const bool first_words = python_ < PythonVersion{3, 12};
  if (first_words && python_ < PythonVersion{3, 10}) return true;  // it did not look
  Report(SyntaxRule::kInvalidExpression, node,
         first_words ? fmt::format("'{}' can not be used within {}", what, context.annotation)
                     : fmt::format("{} cannot be used within {}", what, context.annotation));
  return true;
}

void Checker::VisitNamed(const Node& node, const Context& context) {
  if (ReportInAnnotation(node, context, "named expression")) return;
  if (context.iterable) {
    Report(SyntaxRule::kInvalidComprehension, node,
           "assignment expression cannot be used in a comprehension iterable expression");
    return;
  }
  const string_view name = node.Child(0)->text;
  const char* annotation = nullptr;
  uint32_t clauses = context.clauses;
  for (uint32_t at = context.scope;; at = scopes_[at].parent) {
    Scope& scope = scopes_[at];
    if (at != context.scope && scope.kind != Kind::kComprehension && annotation != nullptr &&
        annotation != kAnnotation) {
      Report(SyntaxRule::kInvalidComprehension, node,
             fmt::format("assignment expression within a comprehension cannot be used {}",
                         annotation == kGeneric ? "within the definition of a generic"
                         : annotation == kAlias ? "in a type alias"
                                                : "in a TypeVar bound"));
      return;
    }
    if (scope.kind == Kind::kClass && at != context.scope) {
      Report(SyntaxRule::kInvalidComprehension, node,
             "assignment expression within a comprehension cannot be used in a class body");
    }
    if (scope.kind != Kind::kComprehension) return;
    annotation = scope.annotation;
    if (!scope.variables) {
      scope.variables = std::make_unique<std::unordered_map<string_view, uint32_t>>(
          IterationVariables(*scope.node, python_));
    }
    const auto found = scope.variables->find(name);
    if (found != scope.variables->end() && found->second <= clauses) {
      Report(
          SyntaxRule::kInvalidComprehension, *node.Child(0),
          fmt::format("assignment expression cannot rebind comprehension iteration variable '{}'",
                      name));
      return;
    }
    clauses = scope.outer_clauses;
  }
}

void Checker::VisitTargets(const Node& display) {
  bool starred = false;
  for (uint32_t i = 0; i < display.child_count; ++i) {
    if (display.Child(i)->kind != NodeKind::kStarred) continue;
    if (starred) {
      Report(SyntaxRule::kInvalidStar, display, "multiple starred expressions in assignment");
      return;
    }
    starred = true;
    if (i >= 256) {
      Report(SyntaxRule::kInvalidStar, display,
             "too many expressions in star-unpacking assignment");
      return;
    }
  }
}

void Checker::VisitImportFrom(const Node& node, const Context& context) {
  const bool future = node.text == "__future__" && node.op == 0;
  if (future && !future_imports_.contains(&node)) {
    Report(SyntaxRule::kInvalidImport, node,
           "from __future__ imports must occur at the beginning of the file");
  }
  for (const Node* alias : node.Children()) {
    if (alias->text == "*" && scopes_[context.scope].kind != Kind::kModule) {
      Report(SyntaxRule::kInvalidImport, *alias, "import * only allowed at module level");
    }
  }
}

void Checker::VisitTypeParameter(const Node& node, const Context& context) {
  Context inner = context;
  const bool constraint = node.Child(0) != nullptr && node.Child(0)->kind == NodeKind::kTuple &&
                          python_ >= PythonVersion{3, 13};
  inner.annotation = constraint ? kConstraint : kBound;
  Push(node.Child(0), inner);
  inner.annotation = kDefaults[std::min<size_t>(node.op, std::size(kDefaults) - 1)];
  Push(node.Child(1), inner);
}

void Checker::PushAnnotation(const Node* node, const Context& context, bool generic) {
  if (node == nullptr) return;
  Push(node, context);
  if (lazy_annotations_) {
    stack_.back().context.annotation = kAnnotation;
  } else if (generic) {
    stack_.back().context.annotation = kGeneric;
  }
}

void Checker::VisitAnnotated(const Node& node, const Context& context) {
  Push(node.Child(0), context);
  PushAnnotation(node.Child(1), context, false);
  Push(node.Child(2), context);
  const Node& target = *node.Child(0);
  if (node.Child(2) != nullptr || target.kind != NodeKind::kSubscript) return;
  // Nothing is stored: the compiler looks at the index as at any expressions.
  std::vector<const Node*> stack{target.Child(1)};
  while (!stack.empty()) {
    const Node* part = stack.back();
    stack.pop_back();
    if (part->kind == NodeKind::kStarred) {
      Report(SyntaxRule::kInvalidStar, *part, "can't use starred expression here");
      return;
    }
    if (part->kind == NodeKind::kTuple) {
      stack.insert(stack.end(), part->Children().begin(), part->Children().end());
    }
  }
}

void Checker::CheckFutureImports() {
  bool first = true;
  for (const Node* statement : module_.Children()) {
    const bool docstring = first && statement->kind == NodeKind::kExprStmt &&
                           statement->Child(0)->kind == NodeKind::kString &&
                           !statement->Child(0)->Has(kBytes);
    first = false;
    if (docstring) continue;
    if (statement->kind != NodeKind::kImportFrom || statement->text != "__future__" ||
        statement->op != 0) {
      break;
    }
    future_imports_.insert(statement);
    for (const Node* alias : statement->Children()) {
      const string_view feature = alias->text;
      if (feature == "braces") {
        Report(SyntaxRule::kInvalidImport, *alias, "not a chance");
      } else if (std::find(std::begin(kFutureFeatures), std::end(kFutureFeatures), feature) ==
                 std::end(kFutureFeatures)) {
        Report(SyntaxRule::kInvalidImport, *alias,
               fmt::format("future feature {} is not defined", feature));
      }
      if (feature == "annotations") lazy_annotations_ = text_annotations_ = true;
    }
  }
  if (python_ >= PythonVersion{3, 14}) lazy_annotations_ = true;
}

void Checker::CheckAsyncScopes() {
  // Inner scopes come after those around them.
  for (size_t i = scopes_.size(); i-- > 0;) {
    const Scope& scope = scopes_[i];
    if (scope.kind == Kind::kFunction && scope.async && scope.yields && scope.returned != nullptr) {
      Report(SyntaxRule::kOutsideFunction, *scope.returned,
             "'return' with value in async generator");
    }
    if (scope.kind != Kind::kComprehension || !scope.async ||
        scope.node->kind == NodeKind::kGeneratorExp ||
        (scope.annotation == kAnnotation && text_annotations_)) {
      continue;
    }
    Scope& parent = scopes_[scope.parent];
    if (parent.kind == Kind::kComprehension && python_ >= PythonVersion{3, 11}) {
      parent.async = true;
    } else if (parent.kind != Kind::kFunction || !parent.async) {
      const bool later = parent.kind == Kind::kComprehension;
      Report(later ? SyntaxRule::kLaterPython : SyntaxRule::kOutsideFunction, *scope.node,
             later
                 ? fmt::format("asynchronous comprehensions inside of others need Python 3.11, the "
                               "text is held to {}.{}",
                               python_.major, python_.minor)
                 : "asynchronous comprehension outside of an asynchronous function");
    }
  }
}

void Checker::CheckClassAnnotation(const Node& node, const Context& context, string_view what) {
  if (context.annotation == nullptr || context.annotation == kAnnotation ||
      python_ >= PythonVersion{3, 13} || scopes_[context.scope].kind != Kind::kClass) {
    return;
  }
  Report(
      SyntaxRule::kLaterPython, node,
      fmt::format("Cannot use {} in annotation scope within class scope: this needs Python 3.13, "
                  "the text is held to {}.{}",
                  what, python_.major, python_.minor));
}

void Checker::CheckBoundName(const Node& node, string_view name) {
  if (name.size() != 9 || name != "__debug__") return;
  Report(SyntaxRule::kReservedName, node,
         node.Context() == kDel && node.kind == NodeKind::kName ? "cannot delete __debug__"
                                                                : "cannot assign to __debug__");
}

}  // namespace

std::vector<Diagnostic> CheckSyntax(const Node& module, const Source& source, PythonVersion python,
                                    bool function_body) {
  return Checker(module, source, python).Run(function_body);
}

}  // namespace stockade::analyzer
