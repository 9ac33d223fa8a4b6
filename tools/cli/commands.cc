#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

#include "tools/cli/command.h"

namespace stockade::cli {
namespace {

constexpr Command kCommands[] = {
    {"check", "Check files and folders against the rules",
     "Examples:\n"
     "  stockade check submission.py\n"
     "  stockade check --rules strict --format sarif src tests > stockade.sarif\n"
     "  stockade check --stdin-filename a.py - < a.py\n",
     SetUpCheck},
    {"rewrite", "Print a file with its risky operations guarded",
     "Examples:\n"
     "  stockade rewrite submission.py\n"
     "  stockade rewrite --explain --guards all submission.py\n",
     SetUpRewrite},
    {"run", "Check, rewrite and run a file in a confined process",
     "Examples:\n"
     "  stockade run submission.py\n"
     "  stockade run likes.py --call test --args '[5]' --kwargs '{\"name\": \"Ann\"}'\n"
     "  stockade run --wall '2 s' --memory '64 MiB' --format json - < submission.py\n"
     "  echo '6 * 7' | stockade run --expression -\n",
     SetUpRun},
    {"rules", "List and explain the rules, print the rule sets and their schema",
     "Examples:\n"
     "  stockade rules list\n"
     "  stockade rules explain ST201\n"
     "  stockade rules show default > stockade.toml\n"
     "  stockade rules schema > stockade.schema.json\n"
     "  stockade rules audit --follow statistics\n",
     SetUpRules},
    {"init", "Write a stockade.toml to start from",
     "Example:\n"
     "  stockade init\n",
     SetUpInit},
    {"lsp", "Serve an editor: the language server protocol on standard input and output",
     "Example (Neovim):\n"
     "  vim.lsp.start_client({ name = 'stockade', cmd = { 'stockade', 'lsp' } })\n",
     SetUpLsp},
    {"doctor", "Say what this host can confine, and why not",
     "Examples:\n"
     "  stockade doctor\n"
     "  stockade doctor --require seccomp --require landlock\n",
     SetUpDoctor},
};

}  // namespace

std::span<const Command> Commands() { return kCommands; }

std::function<std::string(const std::string&)> OneOf(std::vector<std::string> words) {
  return [words = std::move(words)](const std::string& word) {
    if (std::find(words.begin(), words.end(), word) != words.end()) return std::string();
    return fmt::format("\"{}\" is not one of: {}", word, fmt::join(words, ", "));
  };
}

std::function<std::string(const std::string&)> OneToMany(unsigned most) {
  return [most](const std::string& word) {
    unsigned count = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), count);
    const bool is_count = error == std::errc() && end == word.data() + word.size();
    if (is_count && count >= 1 && count <= most) return std::string();
    return fmt::format("\"{}\" is no number from 1 to {}", word, most);
  };
}

}  // namespace stockade::cli
