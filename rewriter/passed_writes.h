// Which targets name an object that the write guard has passed before (private to the rewriter).
//
//   self.x = 1        the guard is asked about `self`
//   self.y = 2        and has passed it: the same local still holds the same object
//
// The printer tells of each statement, block and guard in the order in which it prints them; what
// may be left out is what the verifier proves again from the instructions. So only plain locals of
// a function count (no cell, no name of a comprehension that CPython 3.12 inlines), the facts of a
// block end with it, and a construct that makes exception handlers begins and ends without any.
//
// Built in one walk; a question costs a search among the bindings of the statement.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "analyzer/names.h"
#include "analyzer/node.h"

namespace stockade::rewriter {

class PassedWrites {
 public:
  PassedWrites(const analyzer::Node& root, const analyzer::Names& names);

  // In the order of printing.
  void BeginStatement(const analyzer::Node& statement);
  void BeginBlock();
  void EndBlock();

  // `target`: an Attribute or Subscript that is stored to or deleted.
  bool IsPassed(const analyzer::Node& target) const;
  // The guard has been printed around its object.
  void Pass(const analyzer::Node& target);

  // Is it a plain local of a function that the statement at hand does not bind? Then nothing
  // rebinds it between two reads in that statement.
  bool IsSteady(const analyzer::Node& name) const;

 private:
  struct Local {
    uint32_t scope;
    std::string_view name;
    bool operator==(const Local&) const = default;
  };
  struct HashLocal {
    size_t operator()(const Local& local) const {
      return std::hash<std::string_view>()(local.name) ^ (size_t{local.scope} * 0x9E3779B97F4A7C15);
    }
  };
  struct Bound {
    uint32_t at;
    Local local;
  };

  void ReadBindings();
  void SkipLargeScopes(const std::vector<uint32_t>& counts);
  bool FindLocal(const analyzer::Node& name, Local* local) const;
  bool IsBoundHere(const Local& local) const;

  const analyzer::Names& names_;
  std::unordered_set<std::string_view> candidates_;  // names whose objects are written to
  std::unordered_set<Local, HashLocal> shared_;      // cells, and slots that a comprehension takes
  std::vector<bool> large_;                          // scopes with more locals than are followed
  std::vector<Bound> bound_;                         // of the candidates, by place
  std::vector<uint32_t> handlers_;                   // places of what makes handlers

  std::vector<Local> passed_;
  std::vector<size_t> blocks_;  // sizes of passed_ where they began
  uint32_t begin_ = 0, end_ = 0;
  bool may_pass_ = false;  // the statement stores when it is evaluated, once
};

}  // namespace stockade::rewriter
