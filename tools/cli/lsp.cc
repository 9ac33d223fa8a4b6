// `stockade lsp`: the language server on standard input and output.
#include "tools/lsp/server.h"

#include <unistd.h>

#include "tools/cli/command.h"

namespace stockade::cli {

Runner SetUpLsp(CLI::App& app) {
  auto rules = std::make_shared<std::string>();
  app.add_option("--rules", *rules,
                 "A built-in rule set or a file for all files (default: as `check` finds it)");
  // Some clients add it; standard input and output are the only transport.
  app.add_flag("--stdio")->description("Accepted for clients that pass it");
  return [rules](Console&) {
    return lsp::Serve(STDIN_FILENO, STDOUT_FILENO, {.rules = *rules}) ? kClean : kFindings;
  };
}

}  // namespace stockade::cli
