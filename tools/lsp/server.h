// The language server: diagnostics for what the editor has open, documentation on hover.
//
//   bool well = lsp::Serve(STDIN_FILENO, STDOUT_FILENO, {});
//
// Nothing else may write to the output descriptor. Serve() returns after `exit`, or when the input
// ends: true if the client asked for a shutdown before. What is written to standard error is for
// the editor's log.
#pragma once

#include <string>

namespace stockade::lsp {

struct ServerOptions {
  std::string rules;  // for all files; empty: as `stockade check` finds it for each file
};

bool Serve(int input, int output, const ServerOptions& options);

}  // namespace stockade::lsp
