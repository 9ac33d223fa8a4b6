#include "rewriter/rewriter.h"

#include "rewriter/printer.h"

namespace stockade::rewriter {

Result<Rewritten> Rewrite(const analyzer::Tree& tree, const analyzer::Names& names,
                          const RewriteOptions& options) {
  if (tree.root() == nullptr) {
    return tl::unexpected(Error{ErrorCode::kUnknownNode, 0, 0, "the text has a syntax error"});
  }
  return Printer(tree, names, options).Run(*tree.root());
}

}  // namespace stockade::rewriter
