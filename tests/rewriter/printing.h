// Prints programs for the tests of the rewriter, and hands printed text to the Python that the
// product is built with.
//
//   EXPECT_EQ(Print("a.b\n", Names(Level::kAll)), "_getattr_(a, \"b\")\n");
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/names.h"
#include "analyzer/source.h"
#include "analyzer/tree.h"
#include "rewriter/rewriter.h"

namespace stockade::rewriter {

// A parsed program; the parts refer to each other, so it stays where it is.
struct Program {
  explicit Program(std::string_view text, bool expression = false,
                   analyzer::PythonVersion python = {});
  analyzer::Source source;
  analyzer::Tree tree;
  bool ok() const { return source.ok() && tree.root() != nullptr; }
  std::string Why() const;  // the diagnostics
};

RewriteOptions Names(Level level);
RewriteOptions Constants(Level level);

Result<Rewritten> Rewrite(const Program& program, const RewriteOptions& options);
// The printed text; a text that cannot be parsed or printed fails the test.
std::string Print(std::string_view text, const RewriteOptions& options);
// The same with every guard constant spelled <name>.
std::string PrintVisible(std::string_view text, Level level);

// Runs tests/rewriter/<script> with Python on `input` (JSON on its standard input); returns the
// JSON that it printed. A failure of the script fails the test.
// `python` empty: the Python that the product is built with.
nlohmann::json RunScript(std::string_view script, const nlohmann::json& input, int timeout_seconds,
                         const std::string& python = {});

// Another CPython of this machine, found when the build was configured.
struct OtherPython {
  analyzer::PythonVersion version;
  std::string path;
};
std::vector<OtherPython> OtherPythons();

}  // namespace stockade::rewriter
