#include "analyzer/tree.h"

#include <utility>

#include "analyzer/build.h"
#include "analyzer/lower.h"
#include "analyzer/parse.h"
#include "analyzer/syntax.h"

#if __has_include("analyzer/syntax_checks.h")
#include "analyzer/syntax_checks.h"
#define STOCKADE_HAS_SYNTAX_CHECKS
#endif

namespace stockade::analyzer {

struct Tree::Impl {
  explicit Impl(const Source& text) : source(&text) {}
  const Source* source;
  Arena arena;
  std::unique_ptr<SyntaxTree> syntax_tree;
  std::vector<Diagnostic> diagnostics;
  Lowered lowered;
};

Tree::Tree(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Tree::Tree(Tree&&) noexcept = default;
Tree& Tree::operator=(Tree&&) noexcept = default;
Tree::~Tree() = default;

const Node* Tree::root() const { return impl_->lowered.root; }
const std::vector<Diagnostic>& Tree::diagnostics() const { return impl_->diagnostics; }
const Source& Tree::source() const { return *impl_->source; }
uint32_t Tree::node_count() const { return impl_->lowered.node_count; }
const TSTree* Tree::syntax_tree() const {
  return impl_->syntax_tree == nullptr ? nullptr : impl_->syntax_tree->get();
}

Tree Tree::Parse(const Source& source, const ParseOptions& options) {
  auto impl = std::make_unique<Impl>(source);
  if (!source.ok()) return Tree(std::move(impl));  // the source's diagnostics say why
  ParseOutcome outcome = options.keep_syntax_tree ? ParseSyntax(source, options.python)
                                                  : ReadTokens(source, options.python);
  impl->diagnostics = std::move(outcome.diagnostics);
  if (outcome.tree != nullptr) {
    impl->lowered = Lower(ts_tree_root_node(outcome.tree->get()), source, options, &impl->arena,
                          &impl->diagnostics);
    impl->syntax_tree = std::move(outcome.tree);
  } else if (outcome.accepted && !options.keep_syntax_tree) {
    impl->lowered = Build(outcome.tokens, source, options, &impl->arena, &impl->diagnostics);
  }
  if (impl->lowered.root != nullptr && options.expression) {
    const Node& root = *impl->lowered.root;
    if (root.child_count != 1 || root.Child(0)->kind != NodeKind::kExprStmt) {
      impl->diagnostics.push_back(SyntaxDiagnostic(
          SyntaxRule::kInvalidSyntax, source.SpanOf(root.begin, root.end), "not an expression"));
      impl->lowered = {};
    }
  }
#ifdef STOCKADE_HAS_SYNTAX_CHECKS
  if (impl->lowered.root != nullptr) {
    std::vector<Diagnostic> found =
        CheckSyntax(*impl->lowered.root, source, options.python, options.function_body);
    for (Diagnostic& diagnostic : found) {
      if (diagnostic.severity == Severity::kError) impl->lowered = {};
      impl->diagnostics.push_back(std::move(diagnostic));
    }
  }
#endif
  return Tree(std::move(impl));
}

void Walk(const Node& root, const std::function<bool(const Node&)>& enter,
          const std::function<void(const Node&)>& leave) {
  struct Frame {
    const Node* node;
    uint32_t next;
  };
  std::vector<Frame> stack;
  if (!enter(root)) return;
  stack.push_back({&root, 0});
  while (!stack.empty()) {
    Frame& top = stack.back();
    if (top.next == top.node->child_count) {
      if (leave) leave(*top.node);
      stack.pop_back();
      continue;
    }
    const Node* child = top.node->children[top.next++];
    if (child != nullptr && enter(*child)) stack.push_back({child, 0});
  }
}

}  // namespace stockade::analyzer
