#include "oracle.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>

#include "analyzer/intake.h"
#include "analyzer/source.h"
#include "analyzer/tree.h"

namespace stockade::analyzer {

std::vector<Verdict> AskPython(const std::vector<std::string>& texts,
                               const std::string& interpreter) {
  std::vector<Verdict> verdicts;
  std::string path = "/tmp/stockade-oracle-XXXXXX";
  const int file = mkstemp(path.data());
  EXPECT_GE(file, 0);
  if (file < 0) return verdicts;
  close(file);
  {
    std::ofstream out(path, std::ios::binary);
    for (const std::string& text : texts) out << text.size() << '\n' << text;
  }
  const std::string command =
      interpreter + " -I -S " STOCKADE_SOURCE_DIR "/tests/analyzer/oracle.py " + path;
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  EXPECT_NE(pipe, nullptr);
  if (pipe != nullptr) {
    char* line = nullptr;
    size_t capacity = 0;
    while (getline(&line, &capacity, pipe.get()) > 0) {
      std::istringstream words(line);
      Verdict verdict;
      words >> verdict.type;
      verdict.accepted = verdict.type == "OK";
      if (!verdict.accepted) {
        std::string column;
        words >> verdict.line >> column >> std::ws;
        std::getline(words, verdict.message);
      }
      verdicts.push_back(verdict);
    }
    free(line);
  }
  unlink(path.c_str());
  EXPECT_EQ(verdicts.size(), texts.size()) << "the Python child ended early";
  return verdicts;
}

Opinion Ours(const std::string& text, PythonVersion python) {
  IntakeLimits limits;
  limits.max_bytes = 64 << 20;
  const Source source = Source::FromBytes("text.py", text, limits);
  const auto opinion = [](const Diagnostic& diagnostic) {
    return Opinion{diagnostic.code, diagnostic.message, diagnostic.span.start.line};
  };
  if (!source.diagnostics().empty()) return opinion(source.diagnostics().front());
  const Tree tree = Tree::Parse(source, {.python = python});
  if (!tree.diagnostics().empty()) return opinion(tree.diagnostics().front());
  EXPECT_NE(tree.root(), nullptr) << "neither a tree nor a diagnostic";
  return {};
}

bool IsIntakeCode(const std::string& code) {
  for (const IntakeRow& row : IntakeRules()) {
    if (row.code == code) return true;
  }
  return false;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace stockade::analyzer
