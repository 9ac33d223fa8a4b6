#include "tests/rewriter/printing.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/process.h"

namespace stockade::rewriter {

namespace {

analyzer::IntakeLimits Generous() {
  analyzer::IntakeLimits limits;
  limits.max_bytes = size_t{64} << 20;
  limits.max_line_bytes = 4 << 20;
  return limits;
}

analyzer::ParseOptions Options(bool expression, analyzer::PythonVersion python) {
  analyzer::ParseOptions options;
  options.python = python;
  options.expression = expression;
  return options;
}

}  // namespace

Program::Program(std::string_view text, bool expression, analyzer::PythonVersion python)
    : source(analyzer::Source::FromBytes("program.py", text, Generous())),
      tree(analyzer::Tree::Parse(source, Options(expression, python))) {}

std::string Program::Why() const {
  std::string why;
  for (const auto* list : {&source.diagnostics(), &tree.diagnostics()}) {
    for (const analyzer::Diagnostic& one : *list) {
      why += std::to_string(one.span.start.line) + ": " + one.message + "\n";
    }
  }
  return why;
}

RewriteOptions Names(Level level) {
  RewriteOptions options;
  options.level = level;
  options.spelling = Spelling::kNames;
  return options;
}

RewriteOptions Constants(Level level) {
  RewriteOptions options;
  options.level = level;
  options.spelling = Spelling::kConstants;
  return options;
}

Result<Rewritten> Rewrite(const Program& program, const RewriteOptions& options) {
  return Rewrite(program.tree, analyzer::Names::Build(program.tree), options);
}

std::string Print(std::string_view text, const RewriteOptions& options) {
  const Program program(text);
  EXPECT_TRUE(program.ok()) << text << "\n" << program.Why();
  if (!program.ok()) return {};
  const Result<Rewritten> printed = Rewrite(program, options);
  EXPECT_TRUE(printed.has_value()) << text << "\n" << printed.error().message;
  return printed ? printed->text : std::string();
}

std::string PrintVisible(std::string_view text, Level level) {
  std::string printed = Print(text, Constants(level));
  for (const executor::GuardRow& row : executor::kGuards) {
    for (const char quote : {'"', '\''}) {
      const std::string constant =
          quote + std::string(executor::kGuardMarker) + std::string(row.constant_name) + quote;
      const std::string visible = "<" + std::string(row.constant_name) + ">";
      for (size_t at = 0; (at = printed.find(constant, at)) != std::string::npos;) {
        printed.replace(at, constant.size(), visible);
      }
    }
  }
  return printed;
}

nlohmann::json RunScript(std::string_view script, const nlohmann::json& input, int timeout_seconds,
                         const std::string& python) {
  tests::ProcessOptions options;
  options.stdin_bytes = input.dump();
  options.timeout = std::chrono::seconds(timeout_seconds);
  const std::string path =
      std::string(STOCKADE_SOURCE_DIR) + "/tests/rewriter/" + std::string(script);
  const tests::ProcessResult result = tests::RunProcess(
      {python.empty() ? STOCKADE_PYTHON : python, "-B", "-X", "utf8", "-I", path}, options);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_FALSE(result.timed_out);
  if (result.exit_code != 0) return {};
  return nlohmann::json::parse(result.out);
}

std::vector<OtherPython> OtherPythons() {
  // "3.12=/usr/bin/python3.12|3.13=...|"
  std::vector<OtherPython> found;
  std::istringstream list(STOCKADE_OTHER_PYTHONS);
  std::string one;
  while (std::getline(list, one, '|')) {
    const size_t dot = one.find('.'), equals = one.find('=');
    if (equals == std::string::npos) continue;
    found.push_back(
        {{std::stoi(one.substr(0, dot)), std::stoi(one.substr(dot + 1))}, one.substr(equals + 1)});
  }
  return found;
}

}  // namespace stockade::rewriter
