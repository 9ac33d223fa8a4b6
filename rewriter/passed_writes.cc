#include "rewriter/passed_writes.h"

#include <algorithm>

#include "analyzer/tree.h"
#include "rewriter/statements.h"

namespace stockade::rewriter {

using analyzer::Binding;
using analyzer::BindingKind;
using analyzer::Node;
using analyzer::NodeKind;
using analyzer::Reach;
using analyzer::Scope;
using analyzer::ScopeKind;

namespace {

// The verifier follows the first 64 locals; the printer adds a few of its own.
constexpr uint32_t kMostLocals = 48;

bool IsTarget(const Node& node) {
  return (node.kind == NodeKind::kAttribute || node.kind == NodeKind::kSubscript) &&
         node.Context() != analyzer::kLoad;
}

// CPython makes handlers for these, or (from 3.12 on) for the waiting in them.
bool MakesHandlers(const Node& node) {
  switch (node.kind) {
    case NodeKind::kTry:
    case NodeKind::kWith:
    case NodeKind::kAwait:
    case NodeKind::kYieldFrom:
      return true;
    case NodeKind::kFor:
    case NodeKind::kComprehension:
      return node.Has(analyzer::kAsync);
    default:
      return false;
  }
}

bool IsStore(NodeKind kind) {
  return kind == NodeKind::kAssign || kind == NodeKind::kAugAssign ||
         kind == NodeKind::kAnnAssign || kind == NodeKind::kDelete;
}

// The function whose frame holds the variables of `scope`, when CPython inlines it (PEP 709).
uint32_t FrameOf(std::span<const Scope> scopes, uint32_t scope) {
  while (scopes[scope].kind == ScopeKind::kComprehension &&
         scopes[scope].node->kind != NodeKind::kGeneratorExp) {
    scope = scopes[scope].parent;
  }
  return scope;
}

}  // namespace

PassedWrites::PassedWrites(const Node& root, const analyzer::Names& names) : names_(names) {
  std::vector<const Node*> reads;
  Walk(root, [&](const Node& node) {
    if (IsTarget(node)) {
      for (const Node* part : node.Children()) {
        if (part->kind == NodeKind::kName) candidates_.insert(part->text);
      }
    }
    if (node.kind == NodeKind::kName) reads.push_back(&node);
    if (MakesHandlers(node)) handlers_.push_back(node.begin);
    return true;
  });
  if (candidates_.empty()) return;
  std::sort(handlers_.begin(), handlers_.end());
  for (const Node* name : reads) {
    if (!candidates_.contains(name->text)) continue;
    const analyzer::Resolution found = names_.Resolve(*name);
    if (found.reach == Reach::kFree) shared_.insert({found.scope, name->text});
  }
  ReadBindings();
}

void PassedWrites::ReadBindings() {
  const std::span<const Scope> scopes = names_.scopes();
  std::vector<uint32_t> counts(scopes.size(), 0);
  for (const Binding& binding : names_.bindings()) {
    const uint32_t frame = FrameOf(scopes, binding.scope);
    ++counts[frame];
    if (!candidates_.contains(binding.name)) continue;
    // A walrus may stand in a comprehension, for whose sake the name is a cell until 3.11.
    if (frame != binding.scope || binding.kind == BindingKind::kNonlocal ||
        binding.kind == BindingKind::kWalrus) {
      shared_.insert({frame, binding.name});
    }
    bound_.push_back({binding.node->begin, {binding.scope, binding.name}});
  }
  std::stable_sort(bound_.begin(), bound_.end(),
                   [](const Bound& a, const Bound& b) { return a.at < b.at; });
  SkipLargeScopes(counts);
}

// A name that is bound often counts once.
void PassedWrites::SkipLargeScopes(const std::vector<uint32_t>& counts) {
  large_.assign(counts.size(), false);
  if (std::all_of(counts.begin(), counts.end(), [](uint32_t n) { return n <= kMostLocals; })) {
    return;
  }
  const std::span<const Scope> scopes = names_.scopes();
  std::vector<uint32_t> distinct(counts.size(), 0);
  std::unordered_set<Local, HashLocal> seen;
  for (const Binding& binding : names_.bindings()) {
    const uint32_t frame = FrameOf(scopes, binding.scope);
    if (counts[frame] <= kMostLocals || !seen.insert({frame, binding.name}).second) continue;
    if (++distinct[frame] > kMostLocals) large_[frame] = true;
  }
}

bool PassedWrites::IsBoundHere(const Local& local) const {
  auto at = std::lower_bound(bound_.begin(), bound_.end(), begin_,
                             [](const Bound& bound, uint32_t place) { return bound.at < place; });
  for (; at != bound_.end() && at->at < end_; ++at) {
    if (at->local == local) return true;
  }
  return false;
}

void PassedWrites::BeginStatement(const Node& statement) {
  if (candidates_.empty()) return;
  begin_ = StartOf(statement);
  end_ = statement.end;
  const auto handler = std::lower_bound(handlers_.begin(), handlers_.end(), begin_);
  const bool handles = handler != handlers_.end() && *handler < end_;
  may_pass_ = !handles && IsStore(statement.kind);
  if (handles) {
    passed_.clear();
    std::fill(blocks_.begin(), blocks_.end(), 0);
  } else {
    std::erase_if(passed_, [this](const Local& local) { return IsBoundHere(local); });
  }
}

void PassedWrites::BeginBlock() { blocks_.push_back(passed_.size()); }

void PassedWrites::EndBlock() {
  if (blocks_.empty()) return;
  if (passed_.size() > blocks_.back()) passed_.resize(blocks_.back());
  blocks_.pop_back();
}

bool PassedWrites::FindLocal(const Node& name, Local* local) const {
  // Names that are mangled are other names elsewhere.
  if (name.kind != NodeKind::kName || !candidates_.contains(name.text) ||
      name.text.starts_with("__")) {
    return false;
  }
  const analyzer::Resolution found = names_.Resolve(name);
  *local = {found.scope, name.text};
  return found.reach == Reach::kLocal &&
         names_.scopes()[found.scope].kind == ScopeKind::kFunction && !large_[found.scope] &&
         !shared_.contains(*local);
}

bool PassedWrites::IsPassed(const Node& target) const {
  Local local = {};
  return may_pass_ && !passed_.empty() && FindLocal(*target.Child(0), &local) &&
         std::find(passed_.begin(), passed_.end(), local) != passed_.end();
}

void PassedWrites::Pass(const Node& target) {
  Local local = {};
  if (may_pass_ && FindLocal(*target.Child(0), &local) && !IsBoundHere(local)) {
    passed_.push_back(local);
  }
}

bool PassedWrites::IsSteady(const Node& name) const {
  Local local = {};
  return FindLocal(name, &local) && !IsBoundHere(local);
}

}  // namespace stockade::rewriter
