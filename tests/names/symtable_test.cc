// The symbol tables of CPython's own standard library, as we make them and as CPython makes them:
// for each scope its kind, name, line and names, and for each name what the scope does with it and
// where it is found.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "tests/names/parsed.h"
#include "tests/support/pythons.h"

namespace stockade::analyzer {
namespace {

struct Table {
  std::string path;
  std::vector<std::string> scopes;  // one line each, sorted
};

std::vector<Table> TablesOfCPython(const std::string& interpreter, size_t step) {
  const std::string command = interpreter + " -I -W ignore " + STOCKADE_SOURCE_DIR +
                              "/tests/names/symtables.py " + std::to_string(step);
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

// What a scope does with a name, as a table of CPython's has it.
struct Use {
  uint16_t flags = 0;
  char place = 'g';
};
using Uses = std::map<std::string, Use, std::less<>>;

std::vector<Uses> UsesOf(const Names& names) {
  std::vector<Uses> all(names.scopes().size());
  for (uint32_t i = 0; i < all.size(); ++i) {
    for (const Symbol& symbol : names.SymbolsOf(i)) {
      all[i].emplace(symbol.name, Use{symbol.flags, Letters(symbol, i == 0).back()});
    }
  }
  return all;
}

bool IsInlined(const Scope& scope) {
  return scope.kind == ScopeKind::kComprehension && scope.node->kind != NodeKind::kGeneratorExp;
}

// Since 3.12 comprehensions are part of the function around them (PEP 709): their variables are its
// own unless it has the name, and what only they read of it needs no cell.
void InlineComprehensions(const Names& names, std::vector<Uses>* uses) {
  const auto scopes = names.scopes();
  for (Uses& of_scope : *uses) {
    for (auto& [name, use] : of_scope) {
      if (use.place == 'x') use.place = 'l';
    }
  }
  for (uint32_t i = 1; i < scopes.size(); ++i) {
    if (IsInlined(scopes[i])) continue;
    for (const auto& [name, use] : (*uses)[i]) {
      for (uint32_t at = i; use.place == 'f' && at != 0;) {
        at = scopes[at].parent;
        if (scopes[at].kind == ScopeKind::kClass) continue;
        const auto found = (*uses)[at].find(name);
        if (found == (*uses)[at].end() || found->second.place == 'f') continue;
        if (found->second.place == 'l') found->second.place = 'x';
        break;
      }
    }
  }
  std::vector<std::vector<uint32_t>> inlined(scopes.size());
  for (uint32_t i = 1; i < scopes.size(); ++i) {
    if (IsInlined(scopes[i])) inlined[scopes[i].parent].push_back(i);
  }
  // Inner ones first; of several in one scope the first one's variable stays.
  for (size_t around = scopes.size(); around-- > 0;) {
    for (const uint32_t i : inlined[around]) {
      for (const auto& [name, use] : (*uses)[i]) {
        Use& there = (*uses)[around][name];
        if (there.flags == 0) {  // not there, or only passing through
          there = use;
        } else if (use.place == 'x' && there.place == 'l') {
          there.place = 'x';
        }
      }
    }
  }
}

// A scope inside an annotation that never runs is none of CPython's.
std::vector<std::string> OurTable(const Source& source, const Names& names, PythonVersion python) {
  std::vector<std::string> lines;
  const auto scopes = names.scopes();
  std::vector<Uses> uses = UsesOf(names);
  const bool inlines = python >= PythonVersion{3, 12};
  if (inlines) InlineComprehensions(names, &uses);
  for (uint32_t i = 0; i < scopes.size(); ++i) {
    const Scope& scope = scopes[i];
    if (scope.kind == ScopeKind::kTypeParams || (inlines && IsInlined(scope))) continue;
    const bool is_module = scope.kind == ScopeKind::kModule;
    std::vector<std::string> symbols;
    for (const auto& [name, use] : uses[i]) {
      Symbol symbol = {.name = name, .flags = use.flags, .reach = Reach::kGlobal, .is_cell = false};
      if (use.place == 'f') symbol.reach = Reach::kFree;
      if (use.place == 'l' || use.place == 'x') symbol.reach = Reach::kLocal;
      symbol.is_cell = use.place == 'x';
      symbols.push_back(name + ":" + Letters(symbol, is_module));
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
    lines.push_back(std::move(text));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

bool RefusedByIntake(const Source& source, const Tree& tree) {
  const std::vector<Diagnostic>& found =
      source.diagnostics().empty() ? tree.diagnostics() : source.diagnostics();
  return !found.empty() && found.front().code < "ST020";
}

class SymtableOf : public testing::TestWithParam<tests::Python> {};
INSTANTIATE_TEST_SUITE_P(Symtable, SymtableOf, testing::ValuesIn(tests::Pythons()),
                         [](const auto& of) { return tests::PythonName(of.param); });

TEST_P(SymtableOf, AgreesWithOursOnItsStandardLibrary) {
  const bool own = GetParam().path == STOCKADE_PYTHON;
  const size_t step = tests::Amount("STOCKADE_LIBRARY_STEP", own ? 6 : 25);
  const std::vector<Table> tables = TablesOfCPython(GetParam().path, step);
  ASSERT_GT(tables.size(), 400 / step);
  const ParseOptions options{.python = {GetParam().major, GetParam().minor}};
  IntakeLimits limits;
  limits.max_bytes = 64 << 20;
  limits.max_nesting = 1000;
  limits.max_line_bytes = 64 << 20;
  size_t compared = 0, scopes = 0, refused_by_intake = 0;
  for (const Table& table : tables) {
    std::ifstream file(table.path, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    const Source source = Source::FromBytes(table.path, bytes.str(), limits);
    const Tree tree = Tree::Parse(source, options);
    if (!source.ok() || tree.root() == nullptr) {
      // CPython has read it, so that nothing but the intake (form feeds, encodings) may refuse it.
      EXPECT_TRUE(RefusedByIntake(source, tree)) << table.path;
      ++refused_by_intake;
      continue;
    }
    const Names names = Names::Build(tree);
    const std::vector<std::string> ours = OurTable(source, names, options.python);
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
  EXPECT_EQ(compared + refused_by_intake, tables.size());
  EXPECT_GT(compared, refused_by_intake);
  RecordProperty("refused_by_intake", static_cast<int>(refused_by_intake));
  RecordProperty("files", static_cast<int>(compared));
  RecordProperty("scopes", static_cast<int>(scopes));
}

// reexports.def has a row for each module that a CPython's library can be used to reach.
class ReexportsOf : public testing::TestWithParam<tests::Python> {};
INSTANTIATE_TEST_SUITE_P(Reexports, ReexportsOf, testing::ValuesIn(tests::Pythons()),
                         [](const auto& of) { return tests::PythonName(of.param); });

TEST_P(ReexportsOf, KnowItsLibrary) {
  const std::string command = GetParam().path + " -I -W ignore " + STOCKADE_SOURCE_DIR +
                              "/tests/names/reexports.py --check " + STOCKADE_SOURCE_DIR +
                              "/analyzer/reexports.def";
  EXPECT_EQ(std::system(command.c_str()), 0) << "run tests/names/reexports.py to add the rows";
}

}  // namespace
}  // namespace stockade::analyzer
