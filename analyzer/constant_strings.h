// Values of constant expressions, as far as text can hide in them (private to the analyzer).
//
//   ConstantStrings constants(table);
//   constants.StringOf(node)   // "system" for `"sys" "tem"`, `"metsys"[::-1]`, `chr(115) +
//   "ystem"`
//
// A value is given only if the expression has that value whenever it is evaluated without an error:
// names count if one binding, and no parameter or loop, gives them. Every bound below is one of
// ours; beyond it an expression counts as not constant.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "analyzer/symbols.h"

namespace stockade::analyzer {

struct Constant {
  enum class Kind : uint8_t { kString, kBytes, kInt, kSequence, kNoneObject };
  Kind kind = Kind::kNoneObject;
  int64_t number = 0;
  std::string text;  // of a string: UTF-8, a lone surrogate as three bytes
  std::vector<Constant> items;
};

class ConstantStrings {
 public:
  static constexpr size_t kMaxBytes = 64 << 10;  // of one value
  static constexpr int kMaxDepth = 64;           // of evaluation
  static constexpr size_t kMaxItems = 4096;      // of a sequence

  explicit ConstantStrings(const SymbolTable& table) : table_(table) {}

  std::optional<std::string> StringOf(const Node& expression);
  std::optional<int64_t> IntOf(const Node& expression);
  // True if an expression was given up because of the bound on all work for this text.
  bool gave_up() const { return gave_up_; }

 private:
  using Result = std::optional<Constant>;
  Result Evaluate(const Node& node, int depth);
  Result EvaluateName(const Node& node, int depth);
  Result EvaluateString(const Node& node, int depth);
  Result EvaluateSum(const Node& node, int depth);
  Result EvaluateBinary(const Node& node, int depth);
  Result EvaluateSubscript(const Node& node, int depth);
  Result EvaluateSequence(const Node& node, int depth);
  Result EvaluateComprehension(const Node& node, int depth);
  Result EvaluateCall(const Node& node, int depth);
  Result CallBuiltin(std::string_view name, const Node& arguments, int depth);
  Result Convert(std::string_view name, const Constant& value);
  Result CallMethod(const Constant& self, std::string_view name, const Node& arguments, int depth);
  bool AppendField(const Node& field, int depth, std::string& text);
  bool Spend(size_t amount);

  const SymbolTable& table_;
  // Values of the iteration variables of the comprehensions that are being evaluated.
  std::vector<std::pair<uint32_t, Constant>> variables_;
  std::unordered_map<uint32_t, Result> names_;  // memo by symbol
  size_t spent_ = 0;
  size_t kept_bytes_ = 0;
  bool gave_up_ = false;
};

}  // namespace stockade::analyzer
