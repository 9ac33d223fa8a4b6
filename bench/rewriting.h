// Reads a program and prints it as the worker gets it: for the benchmarks that measure the worker's
// Python side without its process side.
#pragma once

#include <fstream>
#include <optional>
#include <sstream>
#include <string>

#include "analyzer/names.h"
#include "analyzer/source.h"
#include "analyzer/tree.h"
#include "rewriter/rewriter.h"

namespace stockade::bench {

inline std::string ReadFile(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

// nullopt: the text is no Python of this version, or cannot be rewritten.
inline std::optional<rewriter::Rewritten> RewriteText(const std::string& text,
                                                      rewriter::Level level,
                                                      analyzer::PythonVersion python) {
  analyzer::IntakeLimits limits;
  limits.max_bytes = size_t{64} << 20;
  limits.max_line_bytes = 4 << 20;
  const analyzer::Source source = analyzer::Source::FromBytes("program.py", text, limits);
  analyzer::ParseOptions parse;
  parse.python = python;
  const analyzer::Tree tree = analyzer::Tree::Parse(source, parse);
  if (!source.ok() || tree.root() == nullptr) return std::nullopt;
  rewriter::RewriteOptions options;
  options.level = level;
  options.python = python;
  auto printed = rewriter::Rewrite(tree, analyzer::Names::Build(tree), options);
  if (!printed) return std::nullopt;
  return *std::move(printed);
}

}  // namespace stockade::bench
