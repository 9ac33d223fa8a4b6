#include "tools/host_calls.h"

#include <algorithm>
#include <string_view>

#include "analyzer/tree.h"
#include "tools/findings.h"

namespace stockade {

using analyzer::Node;
using analyzer::NodeKind;

namespace {

// Empty: the call fits, or only the run can tell.
std::string Misfit(const Node& arguments, const executor::HostSignature& signature) {
  size_t positional = 0;
  std::vector<std::string_view> keywords;
  for (const Node* argument : arguments.Children()) {
    switch (argument->kind) {
      case NodeKind::kStarred:
      case NodeKind::kDoubleStarred:
        return {};
      case NodeKind::kKeyword:
        keywords.push_back(argument->text);
        break;
      default:
        ++positional;
    }
  }
  return executor::CheckHostCall(signature, positional, keywords);
}

}  // namespace

std::vector<analyzer::Diagnostic> CheckHostCalls(
    const Node& root, const analyzer::Names& names, const analyzer::Source& source,
    const std::vector<executor::HostFunction>& functions) {
  std::vector<analyzer::Diagnostic> found;
  const auto check = [&](const Node& node) {
    if (node.kind != NodeKind::kCall || node.Child(0)->kind != NodeKind::kName) return true;
    const Node& callee = *node.Child(0);
    const auto function = std::find_if(
        functions.begin(), functions.end(),
        [&](const executor::HostFunction& known) { return known.signature.name == callee.text; });
    if (function == functions.end() || !names.IsBuiltin(callee)) return true;
    std::string misfit = Misfit(*node.Child(1), function->signature);
    if (!misfit.empty()) {
      found.push_back(MakeFinding(FindingId::kHostCall, std::move(misfit),
                                  source.SpanOf(node.begin, node.end)));
    }
    return true;
  };
  analyzer::Walk(root, check);
  return found;
}

}  // namespace stockade
