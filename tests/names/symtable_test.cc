// The symbol tables of CPython's own standard library, as we make them and as CPython makes them:
// for each scope its kind, name, line and names, and for each name what the scope does with it and
// where it is found.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "tests/names/parsed.h"

namespace stockade::analyzer {
namespace {

struct Table {
  std::string path;
  std::vector<std::string> scopes;  // one line each, sorted
};

std::vector<Table> TablesOfCPython(const std::string& folder) {
  const std::string command = std::string(STOCKADE_PYTHON) + " -I -W ignore " +
                              STOCKADE_SOURCE_DIR + "/tests/names/symtables.py " + folder;
  std::vector<Table> tables;
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  if (pipe == nullptr) return tables;
  char* line = nullptr;
  size_t capacity = 0;
  for (ssize_t size; (size = getline(&line, &capacity, pipe.get())) > 0;) {
    std::string text(line, static_cast<size_t>(size - 1));
    if (text.starts_with("F\t")) {
      tables.push_back({text.substr(2), {}});
    } else if (!tables.empty()) {
      tables.back().scopes.push_back(std::move(text));
    }
  }
  free(line);
  for (Table& table : tables) std::sort(table.scopes.begin(), table.scopes.end());
  return tables;
}

std::string NameOf(const Scope& scope) {
  switch (scope.kind) {
    case ScopeKind::kModule:
      return "top";
    case ScopeKind::kLambda:
      return "lambda";
    case ScopeKind::kFunction:
    case ScopeKind::kClass:
      return std::string(scope.node->Child(1)->text);
    default:
      break;
  }
  switch (scope.node->kind) {
    case NodeKind::kListComp:
      return "listcomp";
    case NodeKind::kSetComp:
      return "setcomp";
    case NodeKind::kDictComp:
      return "dictcomp";
    default:
      return "genexpr";
  }
}

// A scope inside an annotation that never runs is none of CPython's.
std::vector<std::string> OurTable(const Source& source, const Names& names) {
  std::vector<std::string> lines;
  const auto scopes = names.scopes();
  for (uint32_t i = 0; i < scopes.size(); ++i) {
    const Scope& scope = scopes[i];
    const bool is_module = scope.kind == ScopeKind::kModule;
    std::vector<std::string> symbols;
    for (const Symbol& symbol : names.SymbolsOf(i)) {
      symbols.push_back(std::string(symbol.name) + ":" + Letters(symbol, is_module));
    }
    std::sort(symbols.begin(), symbols.end());
    uint32_t line = 0;
    if (!is_module) {
      // A definition is where its keyword is, below its decorators.
      const Node& node = *scope.node;
      const bool definition = scope.kind == ScopeKind::kFunction || scope.kind == ScopeKind::kClass;
      line = source.LineOf(definition ? node.Child(1)->begin : node.begin);
    }
    std::string text = is_module                         ? "module"
                       : scope.kind == ScopeKind::kClass ? "class"
                                                         : "function";
    text += "\t" + NameOf(scope) + "\t" + std::to_string(line) + "\t";
    for (size_t s = 0; s < symbols.size(); ++s) text += (s == 0 ? "" : " ") + symbols[s];
    lines.push_back(text);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

TEST(Symtable, AgreesWithCPythonOnItsStandardLibrary) {
  const std::vector<Table> tables = TablesOfCPython(STOCKADE_PYTHON_STDLIB);
  ASSERT_GT(tables.size(), 500u);
  IntakeLimits limits;
  limits.max_bytes = 64 << 20;
  limits.max_nesting = 1000;
  limits.max_line_bytes = 64 << 20;
  size_t compared = 0, scopes = 0, unread = 0;
  std::string unread_files;
  for (const Table& table : tables) {
    std::ifstream file(table.path, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    const Source source = Source::FromBytes(table.path, bytes.str(), limits);
    if (!source.ok()) {
      ++unread;  // not UTF-8, or a control character: intake refuses those on purpose
      unread_files += table.path + "\n";
      continue;
    }
    const Tree tree = Tree::Parse(source, {});
    if (tree.root() == nullptr) {
      ++unread;
      unread_files += table.path + "\n";
      continue;
    }
    const Names names = Names::Build(tree);
    const std::vector<std::string> ours = OurTable(source, names);
    ++compared;
    scopes += ours.size();
    if (ours == table.scopes) continue;
    std::vector<std::string> only_theirs, only_ours;
    std::set_difference(table.scopes.begin(), table.scopes.end(), ours.begin(), ours.end(),
                        std::back_inserter(only_theirs));
    std::set_difference(ours.begin(), ours.end(), table.scopes.begin(), table.scopes.end(),
                        std::back_inserter(only_ours));
    std::string message = table.path;
    for (size_t i = 0; i < std::min<size_t>(only_theirs.size(), 3); ++i) {
      message += "\n  cpython: " + only_theirs[i];
    }
    for (size_t i = 0; i < std::min<size_t>(only_ours.size(), 3); ++i) {
      message += "\n  ours:    " + only_ours[i];
    }
    ADD_FAILURE() << message;
  }
  // Files that are refused before there are names are the business of other tests, but this one
  // must not pass by comparing nothing.
  EXPECT_LE(unread * 50, tables.size()) << unread_files;
  RecordProperty("files", static_cast<int>(compared));
  RecordProperty("scopes", static_cast<int>(scopes));
}

// reexports.def has a row for each module that this CPython's library can be used to reach.
TEST(Reexports, KnowThisPythonsLibrary) {
  const std::string command = std::string(STOCKADE_PYTHON) + " -I -W ignore " +
                              STOCKADE_SOURCE_DIR + "/tests/names/reexports.py --check " +
                              STOCKADE_SOURCE_DIR + "/analyzer/reexports.def";
  EXPECT_EQ(std::system(command.c_str()), 0) << "run tests/names/reexports.py to add the rows";
}

}  // namespace
}  // namespace stockade::analyzer
