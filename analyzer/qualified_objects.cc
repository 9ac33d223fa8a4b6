// What becomes of a value that reaches an edge: attributes, items, elements.
#include <algorithm>
#include <string>
#include <utility>

#include "analyzer/call_models.h"
#include "analyzer/qualified.h"

namespace stockade::analyzer {
namespace {

bool IsContainer(const Node& node) {
  switch (node.kind) {
    case NodeKind::kList:
    case NodeKind::kTuple:
    case NodeKind::kSet:
    case NodeKind::kDict:
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kGeneratorExp:
    case NodeKind::kDictComp:
    case NodeKind::kCall:  // dict(...)
      return true;
    default:
      return false;
  }
}

bool HasStarred(const Node& display) {
  return std::any_of(display.Children().begin(), display.Children().end(),
                     [](const Node* child) { return child->kind == NodeKind::kStarred; });
}

}  // namespace

void QualifiedNameSolver::Apply(const Edge& edge, Value value) {
  switch (edge.op) {
    case Op::kCopy:
      return Add(edge.target, value);
    case Op::kAttribute:
      return Attribute(value, edge.text, edge.node, edge.target);
    case Op::kSubscript:
      return Subscript(value, edge.node, edge.target);
    case Op::kIndex:
    case Op::kFromEnd:
      if (TagOf(value) == kObject && IsSequenceDisplay(NodeOf(value))) {
        return ElementAt(NodeOf(value), edge.number, edge.op == Op::kFromEnd, edge.target);
      }
      return Element(value, edge.target);
    case Op::kElement:
      return Element(value, edge.target);
    case Op::kRest:
      return Rest(value, edge.target);
    case Op::kUnion:
      return Union(value, edge.target);
    case Op::kValues:
      if (TagOf(value) == kObject && IsMapping(NodeOf(value))) {
        Add(edge.target, Make(kItems, NodeOf(value)));
      } else if (TagOf(value) == kSome) {
        Add(edge.target, value);
      }
      return;
    case Op::kEnter:
      return Enter(value, edge.target);
    case Op::kCall:
      return Call(value, *edge.node, edge.target);
    case Op::kReduce:
      return CallReduce(value, *edge.node, edge.target);
    case Op::kCallPartial: {
      if (TagOf(value) != kDotted) return CallOwn(value, edge.target);
      Arguments arguments = ArgumentsOf(*partials_[edge.number]);
      if (!arguments.empty()) arguments.erase(arguments.begin());
      for (const Argument& argument : ArgumentsOf(*edge.node)) arguments.push_back(argument);
      return CallDotted(IndexOf(value), *edge.node, arguments, edge.target);
    }
    default:
      return ApplyFlow(edge, value);
  }
}

void QualifiedNameSolver::Attribute(Value value, std::string_view name, const Node* node,
                                    uint32_t to) {
  switch (TagOf(value)) {
    case kDotted:
      // The value of an enum's member is what the class body bound it to.
      if (travel_ == Travel::kYes && (name == "value" || name == "_value_")) Add(to, value);
      return AddDotted(to, Member(IndexOf(value), name));
    case kObject: {
      const Node& object = NodeOf(value);
      if (object.kind == NodeKind::kClassDef) {
        constexpr uint32_t kBody = 4;
        if (name == "__dict__") {
          return Add(to, Make(kNamespace, table_.ScopeOf(*object.Child(kBody))));
        }
        if (travel_ == Travel::kYes) return AttributeOfClass(object, name, to);
        return Connect(CellOfMember(object, name), Op::kCopy, to);
      }
      if (object.kind == NodeKind::kFunctionDef || object.kind == NodeKind::kLambda) {
        if (name == "__globals__") Add(to, Make(kNamespace, 0));
        if (name == "__builtins__") AddDotted(to, Path("builtins"));
        if (name == "__call__" || name == "__func__" || name == "__wrapped__") Add(to, value);
        if (travel_ == Travel::kYes) Connect(CellOfMember(object, name), Op::kCopy, to);
        return;
      }
      if (object.kind == NodeKind::kCall) {  // types.SimpleNamespace(a=...)
        if (travel_ == Travel::kYes) Connect(CellOfMember(object, name), Op::kCopy, to);
        for (const Argument& argument : ArgumentsOf(object)) {
          if (argument.keyword == name) Connect(CellOf(argument.value), Op::kCopy, to);
        }
      }
      if (node != nullptr) Add(to, Make(kMethod, *node));
      return;
    }
    case kInstance:
      if (name == "__class__") return Add(to, Make(kObject, NodeOf(value)));
      if (travel_ == Travel::kYes) return AttributeOfInstance(NodeOf(value), name, node, to);
      return Connect(CellOfMember(NodeOf(value), name), Op::kCopy, to);
    case kSome:
    case kNamespace:
      if (node != nullptr) Add(to, Make(kMethod, *node));
      return;
    case kItems:
    case kCallable:
    case kMethod:
      return;
  }
}

void QualifiedNameSolver::Subscript(Value value, const Node* index, uint32_t to) {
  switch (TagOf(value)) {
    case kDotted:
      if (index == nullptr) return;
      for (const std::string& key : constants_.StringsOf(*index)) {
        ItemOfDotted(IndexOf(value), key, to);
      }
      return;
    case kNamespace:
      if (index == nullptr) return;
      for (const std::string& key : constants_.StringsOf(*index)) {
        ItemOfNamespace(IndexOf(value), key, to);
      }
      return;
    case kObject: {
      const Node& object = NodeOf(value);
      if (!IsContainer(object)) return;
      if (travel_ == Travel::kYes) Connect(CellOfStored(object), Op::kCopy, to);
      if (IsMapping(object)) return ItemOfDict(object, index, to);
      if (index != nullptr && index->kind == NodeKind::kSlice) return Rest(value, to);
      if (index != nullptr && IsSequenceDisplay(object)) {
        if (const auto number = constants_.IntOf(*index)) {
          const bool from_end = *number < 0;
          const int64_t at = from_end ? -*number : *number;
          if (at > object.child_count) return;
          return ElementAt(object, static_cast<uint32_t>(at), from_end, to);
        }
      }
      return Element(value, to);
    }
    case kSome:
    case kItems:
      if (index != nullptr && index->kind == NodeKind::kSlice) return Add(to, value);
      return Element(value, to);
    case kInstance:
      if (travel_ == Travel::kYes) ItemOfInstance(NodeOf(value), to);
      return;
    case kCallable:
    case kMethod:
      return;
  }
}

void QualifiedNameSolver::Element(Value value, uint32_t to) {
  const Tag tag = TagOf(value);
  if (tag == kInstance && travel_ == Travel::kYes) return ElementOfInstance(NodeOf(value), to);
  if (tag != kObject && tag != kSome && tag != kItems) return;
  const Node& container = NodeOf(value);
  if (tag == kObject && !IsContainer(container)) return;
  // An element of zip(...) is a tuple: some elements of what zip() was given.
  if (tag == kObject && IsTuples(container)) return Add(to, Make(kSome, container));
  if (IsMapping(container) && tag != kItems) {  // its keys
    if (container.kind == NodeKind::kCall && travel_ == Travel::kYes) {
      return Connect(CellOfElements(container), Op::kCopy, to);
    }
    if (!Spend(container.child_count) || container.kind != NodeKind::kDict) return;
    for (const Node* item : container.Children()) {
      if (item->kind == NodeKind::kDictItem) Connect(CellOf(item->Child(0)), Op::kCopy, to);
    }
    return;
  }
  Connect(CellOfElements(container), Op::kCopy, to);
}

void QualifiedNameSolver::ElementAt(const Node& container, uint32_t index, bool from_end,
                                    uint32_t to) {
  uint32_t& starred = starred_.Entry(container.id, 0);
  if (starred == PairTable::kAbsent) {
    if (!Spend(container.child_count)) return;
    starred = HasStarred(container) ? 1 : 0;
  }
  if (starred != 0) return Connect(CellOfElements(container), Op::kCopy, to);
  if (travel_ == Travel::kYes) Connect(CellOfStored(container), Op::kCopy, to);
  const uint32_t at = from_end ? container.child_count - index : index;
  if (at < container.child_count) Connect(CellOf(container.Child(at)), Op::kCopy, to);
}

void QualifiedNameSolver::Rest(Value value, uint32_t to) {
  const Tag tag = TagOf(value);
  if (tag == kSome || tag == kItems) return Add(to, value);
  if (tag == kObject && IsContainer(NodeOf(value))) Add(to, Make(kSome, NodeOf(value)));
}

// As Rest(), but a mapping keeps its keys.
void QualifiedNameSolver::Union(Value value, uint32_t to) {
  if (TagOf(value) == kObject && IsContainer(NodeOf(value)) && IsMapping(NodeOf(value))) {
    return Add(to, value);
  }
  Rest(value, to);
}

void QualifiedNameSolver::Enter(Value value, uint32_t to) {
  if (travel_ == Travel::kYes) {
    if (TagOf(value) == kInstance) {
      return Connect(CellOfMember(NodeOf(value), "__enter__"), Op::kResult, to);
    }
    if (TagOf(value) == kSome) return Element(value, to);  // of contextlib.contextmanager
  }
  if (TagOf(value) != kCallable) return;
  const Arguments arguments = ArgumentsOf(NodeOf(value));
  const uint32_t row = callable_models_.Find(NodeOf(value).id, kAsFunction);
  if (row == PairTable::kAbsent || kModels[row].model != Model::kManager) return;
  if (!arguments.empty()) Connect(CellOf(arguments[0].value), Op::kCopy, to);
}

void QualifiedNameSolver::ItemOfDict(const Node& dict, const Node* key, uint32_t to) {
  const auto text = key == nullptr ? std::nullopt : constants_.StringOf(*key);
  const auto number = key == nullptr || text ? std::nullopt : constants_.IntOf(*key);
  const bool is_made = dict.kind == NodeKind::kCall && travel_ == Travel::kYes;
  if (dict.kind == NodeKind::kDictComp || is_made || (!text && !number) ||
      dict.child_count > kMaxScanned) {
    return Connect(CellOfElements(dict), Op::kCopy, to);
  }
  if (!Spend(dict.child_count)) return;
  if (dict.kind == NodeKind::kCall) {
    for (const Argument& argument : ArgumentsOf(dict)) {
      if (argument.keyword.empty()) {
        Connect(CellOf(argument.value), Op::kSubscript, to, key);
      } else if (text && argument.keyword == *text) {
        Connect(CellOf(argument.value), Op::kCopy, to);
      }
    }
    return;
  }
  for (const Node* item : dict.Children()) {
    if (item->kind == NodeKind::kDoubleStarred) {
      Connect(CellOf(item->Child(0)), Op::kSubscript, to, key);
      continue;
    }
    // A key that is not constant may be the one.
    const Node& own = *item->Child(0);
    const auto own_text = constants_.StringOf(own);
    const auto own_number = own_text ? std::nullopt : constants_.IntOf(own);
    const bool differs =
        own_text ? !text || *own_text != *text : own_number && (!number || *own_number != *number);
    if (!differs) Connect(CellOf(item->Child(1)), Op::kCopy, to);
  }
}

void QualifiedNameSolver::ItemOfDotted(uint32_t dotted, std::string_view key, uint32_t to) {
  const Dotted& object = dotted_[dotted];
  if (object.last == "__dict__" && object.parent != kNone) {
    AddDotted(to, Member(object.parent, key));
  } else if (object.text == "sys.modules") {
    AddDotted(to, Path(key));
  } else if (object.text == "builtins") {  // __builtins__ may be the dictionary
    AddDotted(to, Member(dotted, key));
  }
}

void QualifiedNameSolver::ItemOfNamespace(uint32_t scope, std::string_view name, uint32_t to) {
  if (scope == 0) looked_into_module_ = true;
  if (name == "__builtins__") return AddDotted(to, Path("builtins"));
  const uint32_t number = table_.FindName(name);
  const uint32_t symbol = number == kNone ? kNone : table_.FindSymbol(scope, number);
  if (symbol != kNone && table_.symbols[symbol].binding_count != 0) {
    Connect(CellOfSymbol(symbol), Op::kCopy, to);
  }
}

}  // namespace stockade::analyzer
