// What a call of a known function gives.
#include <algorithm>
#include <string>
#include <utility>

#include "analyzer/call_models.h"
#include "analyzer/qualified.h"

namespace stockade::analyzer {

// Positional arguments first to last, then keywords; `*` and `**` of a display are spread.
QualifiedNameSolver::Arguments QualifiedNameSolver::ArgumentsOf(const Node& call) {
  Arguments arguments;
  const Node* list = call.Child(1);
  if (list == nullptr || !Spend(list->child_count)) return arguments;
  for (const Node* argument : list->Children()) {
    switch (argument->kind) {
      case NodeKind::kStarred: {
        const Node& value = *argument->Child(0);
        if (!IsSequenceDisplay(value) || !Spend(value.child_count)) return arguments;
        for (const Node* element : value.Children()) arguments.push_back({{}, element});
        break;
      }
      case NodeKind::kKeyword:
        arguments.push_back({argument->text, argument->Child(0)});
        break;
      case NodeKind::kDoubleStarred: {
        const Node& value = *argument->Child(0);
        if (value.kind != NodeKind::kDict || !Spend(value.child_count)) break;
        for (const Node* item : value.Children()) {
          if (item->kind != NodeKind::kDictItem) continue;
          const Node& key = *item->Child(0);
          if (key.kind == NodeKind::kString && key.child_count == 1 && !key.Has(kBytes) &&
              key.Child(0)->kind == NodeKind::kStringPiece) {
            arguments.push_back({key.Child(0)->text, item->Child(1)});
          }
        }
        break;
      }
      default:
        arguments.push_back({{}, argument});
        break;
    }
  }
  return arguments;
}

// The argument that a parameter gets; null if none.
const Node* QualifiedNameSolver::Pick(const Arguments& arguments, size_t position,
                                      std::string_view keyword) {
  size_t seen = 0;
  for (const Argument& argument : arguments) {
    if (argument.keyword.empty()) {
      if (seen++ == position) return argument.value;
    } else if (!keyword.empty() && argument.keyword == keyword) {
      return argument.value;
    }
  }
  return nullptr;
}

void QualifiedNameSolver::Call(Value value, const Node& call, uint32_t to) {
  switch (TagOf(value)) {
    case kDotted: {
      const Dotted& function = dotted_[IndexOf(value)];
      // The common call: of something that is known to return none of this.
      if (function.model == nullptr && !function.last.starts_with("__get") &&
          function.last != "get" && function.last != "pop") {
        return;
      }
      return CallDotted(IndexOf(value), call, ArgumentsOf(call), to);
    }
    case kObject:
      if (NodeOf(value).kind == NodeKind::kClassDef) Add(to, Make(kInstance, NodeOf(value)));
      if (travel_ == Travel::kYes) CallOwn(value, to);
      return;
    case kMethod:
      return CallMethod(NodeOf(value), call, to);
    case kCallable: {
      const Node& maker = NodeOf(value);
      const uint32_t row = callable_models_.Find(maker.id, kAsFunction);
      const Arguments made_with = ArgumentsOf(maker);
      const Arguments arguments = ArgumentsOf(call);
      if (row == PairTable::kAbsent || made_with.empty()) return;
      if (kModels[row].model == Model::kPartial) {
        partials_.push_back(&maker);
        return Connect(CellOf(made_with[0].value), Op::kCallPartial, to, &call,
                       static_cast<uint32_t>(partials_.size() - 1));
      }
      if (kModels[row].model != Model::kGetter || arguments.empty()) return;
      const uint32_t from = CellOf(arguments[0].value);
      if (kModels[row].name == "operator.itemgetter") {
        return Connect(from, Op::kSubscript, to, made_with[0].value);
      }
      for (const std::string& path : constants_.StringsOf(*made_with[0].value)) {
        AttributePath(from, path, to);
      }
      return;
    }
    case kInstance:
      if (travel_ == Travel::kYes) CallOwn(value, to);
      return;
    case kSome:
    case kItems:
    case kNamespace:
      return;
  }
}

void QualifiedNameSolver::CallDotted(uint32_t dotted, const Node& call, const Arguments& arguments,
                                     uint32_t to) {
  const Dotted& function = dotted_[dotted];
  const Node* first = Pick(arguments, 0);
  if (function.model == nullptr) {
    // Methods that every object has, or that a dictionary has: os.__getattribute__("system"),
    // os.__dict__.get("system").
    if (function.parent == kNone || first == nullptr) return;
    const bool is_attribute = function.last == "__getattribute__" || function.last == "__getattr__";
    const uint32_t parent = function.parent;
    for (const std::string& name : constants_.StringsOf(*first)) {
      if (is_attribute) {
        AddDotted(to, Member(parent, name));
      } else {
        ItemOfDotted(parent, name, to);
      }
    }
    return;
  }
  const auto row = NumberOf(*function.model);
  switch (function.model->model) {
    case Model::kContainer:
      if (travel_ == Travel::kYes) break;
      return Connect(CellOf(first), Op::kRest, to);
    case Model::kDict:
      break;
    case Model::kFilter:
      return Connect(CellOf(Pick(arguments, 1)), Op::kRest, to);
    case Model::kSecond:
      return Connect(CellOf(Pick(arguments, 1)), Op::kCopy, to);
    case Model::kFirst:
      return Connect(CellOf(first), Op::kCopy, to);
    case Model::kGetAttr: {
      const Node* name = Pick(arguments, 1);
      if (name == nullptr) return;
      Connect(CellOf(Pick(arguments, 2)), Op::kCopy, to);
      for (const std::string& text : constants_.StringsOf(*name)) {
        if (text.find('.') == text.npos) AttributePath(CellOf(first), text, to);
      }
      return;
    }
    case Model::kGetItem:
      return Connect(CellOf(first), Op::kSubscript, to, Pick(arguments, 1));
    case Model::kGetter:
    case Model::kManager:
      callable_models_.Entry(call.id, kAsFunction) = row;
      return Add(to, Make(kCallable, call));
    case Model::kPartial:
      Connect(CellOf(first), Op::kCopy, to);
      callable_models_.Entry(call.id, kAsFunction) = row;
      return Add(to, Make(kCallable, call));
    case Model::kImport: {
      const Node* name = Pick(arguments, 0, "name");
      if (name == nullptr) return;
      for (const std::string& text : constants_.StringsOf(*name)) {
        // With names to take from it, the function gives the innermost module.
        if (Pick(arguments, 3, "fromlist") != nullptr) AddDotted(to, Path(text));
        AddDotted(to, Path(FirstComponent(text)));
      }
      return;
    }
    case Model::kImportModule: {
      const Node* name = Pick(arguments, 0, "name");
      const Node* package = Pick(arguments, 1, "package");
      const auto text = name == nullptr ? std::nullopt : constants_.StringOf(*name);
      if (!text) return;
      if (!text->starts_with(".") || package == nullptr) return AddDotted(to, Path(*text));
      if (const auto base = constants_.StringOf(*package)) AddDotted(to, Path(*base + *text));
      return;
    }
    case Model::kModuleNames:
      return Add(to, Make(kNamespace, 0));
    case Model::kNext:
      Connect(CellOf(Pick(arguments, 1)), Op::kCopy, to);
      return Connect(CellOf(first), Op::kElement, to);
    case Model::kReduce:
      return Connect(CellOf(first), Op::kReduce, to, &call);
    case Model::kScopeNames:
      return Add(to, Make(kNamespace, table_.ScopeOf(call)));
    case Model::kVars:
      if (first == nullptr) return Add(to, Make(kNamespace, table_.ScopeOf(call)));
      return Connect(CellOf(first), Op::kAttribute, to, nullptr, 0, "__dict__");
    case Model::kChain:
    case Model::kFactory:
    case Model::kFlatten:
    case Model::kMap:
    case Model::kPairs:
    case Model::kRepeat:
    case Model::kTuples:
    case Model::kValueOf:
      if (travel_ != Travel::kYes) return;
      break;
    case Model::kClassOf:
    case Model::kElementOf:
    case Model::kSetAttr:
    case Model::kStore:
    case Model::kSuper:
      if (travel_ == Travel::kYes) CallFlowModel(*function.model, call, arguments, to);
      return;
  }
  // What the call makes is a container of its own.
  callable_models_.Entry(call.id, kAsContainer) = row;
  Add(to, Make(kObject, call));
}

// Methods of displays: what they return is an element, or a container of elements.
void QualifiedNameSolver::CallMethod(const Node& method, const Node& call, uint32_t to) {
  enum class Result : uint8_t { kItem, kAny, kValues, kSame, kPairs };
  struct Row {
    std::string_view name;
    Result result;
  };
  static constexpr Row kMethods[] = {
      {"__getitem__", Result::kItem}, {"__iter__", Result::kSame},  {"copy", Result::kSame},
      {"get", Result::kItem},         {"get_nowait", Result::kAny}, {"items", Result::kPairs},
      {"pop", Result::kItem},         {"popitem", Result::kAny},    {"popleft", Result::kAny},
      {"setdefault", Result::kItem},  {"values", Result::kValues},
  };
  for (const Row& row : kMethods) {
    if (row.name != method.text) continue;
    const uint32_t from = CellOf(method.Child(0));
    const Arguments arguments = ArgumentsOf(call);
    switch (row.result) {
      case Result::kItem:
        Connect(CellOf(Pick(arguments, 1)), Op::kCopy, to);
        return Connect(from, Op::kSubscript, to, Pick(arguments, 0));
      case Result::kAny:
        return Connect(from, Op::kSubscript, to);
      case Result::kSame:
        return Connect(from, Op::kUnion, to);
      case Result::kValues:
        return Connect(from, Op::kValues, to);
      case Result::kPairs:
        if (travel_ != Travel::kYes) return;
        callable_models_.Entry(call.id, kAsContainer) = NumberOf(*FindModel("builtins.dict.items"));
        return Add(to, Make(kObject, call));
    }
  }
}

// functools.reduce(getattr, ["a", "b"], x) is x.a.b.
void QualifiedNameSolver::CallReduce(Value function, const Node& call, uint32_t to) {
  const Arguments arguments = ArgumentsOf(call);
  if (!IsDotted(function, "builtins.getattr")) {
    if (travel_ != Travel::kYes) return;
    CallOwn(function, to);
    Connect(CellOf(Pick(arguments, 1)), Op::kElement, to);
    return Connect(CellOf(Pick(arguments, 2)), Op::kCopy, to);
  }
  const Node* names = Pick(arguments, 1);
  const Node* start = Pick(arguments, 2);
  if (names == nullptr || !IsSequenceDisplay(*names) || names->child_count > kMaxDots) return;
  std::string path;
  for (size_t i = 0; i < names->child_count; ++i) {
    const Node* name = names->Child(static_cast<uint32_t>(i));
    if (start == nullptr && i == 0) {
      start = name;
      continue;
    }
    const auto text = constants_.StringOf(*name);
    if (!text) return;
    if (!path.empty()) path += '.';
    path += *text;
  }
  if (start != nullptr) AttributePath(CellOf(start), path, to);
}

void QualifiedNameSolver::AttributePath(uint32_t from, std::string_view path, uint32_t to) {
  if (from == kNone) return;
  while (true) {
    const size_t dot = path.find('.');
    const uint32_t next = dot == path.npos ? to : NewCell(CellKind::kDerived, nullptr, 0);
    const std::string_view name = names_.Text(names_.InternCopy(path.substr(0, dot)));
    Connect(from, Op::kAttribute, next, nullptr, 0, name);
    if (dot == path.npos) return;
    path.remove_prefix(dot + 1);
    from = next;
  }
}

}  // namespace stockade::analyzer
