// CPython's compiler as a judge of texts, in a child process.
#pragma once

#include <string>
#include <vector>

#include "analyzer/tree.h"

namespace stockade::analyzer {

struct Verdict {
  bool accepted = false;
  int line = 0;
  std::string type, message;
};

// One verdict a text, in order. Fails the test, and returns fewer, when the child does.
std::vector<Verdict> AskPython(const std::vector<std::string>& texts,
                               const std::string& interpreter = STOCKADE_PYTHON);

// Of the same texts by the analyzer: the first diagnostic's code, empty if there is none.
struct Opinion {
  std::string code, message;
  uint32_t line = 0;
};
Opinion Ours(const std::string& text, PythonVersion python = {});

// Intake rules refuse what CPython accepts, on purpose.
bool IsIntakeCode(const std::string& code);

std::string ReadFile(const std::string& path);

}  // namespace stockade::analyzer
