// Values of constant expressions, as far as text can hide in them (private to the analyzer).
//
//   ConstantStrings constants(table);
//   constants.StringOf(node)   // "system" for `"sys" "tem"`, `"metsys"[::-1]`, `chr(115) +
//   "ystem"`
//
// StringOf() gives a value only if the expression has that value whenever it is evaluated without
// an error: names count if one binding, and no parameter or loop, gives them. StringsOf() gives the
// values that it may have: of names with several bindings, `a if t else b`, loops over constants,
// `n += "x"`. Every bound below is one of ours; beyond it an expression counts as not constant.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "analyzer/symbols.h"

namespace stockade::analyzer {

struct Constant {
  enum class Kind : uint8_t { kString, kBytes, kInt, kSequence, kDict, kNoneObject };
  Kind kind = Kind::kNoneObject;
  int64_t number = 0;
  std::string text;             // of a string: UTF-8, a lone surrogate as three bytes
  std::vector<Constant> items;  // of a dict: key, value, key, value...
};

// The `return` of a def that does nothing else, but for a docstring; null: it does more. Calls of
// such functions are judged by what they return.
const Node* OnlyReturn(const Node& function);

class ConstantStrings {
 public:
  static constexpr size_t kMaxBytes = 64 << 10;  // of one value
  static constexpr int kMaxDepth = 64;           // of evaluation
  static constexpr size_t kMaxItems = 4096;      // of a sequence

  static constexpr size_t kMaxDictItems = 128;  // written out in a display
  static constexpr size_t kMaxChoices = 16;     // values of one expression

  explicit ConstantStrings(const SymbolTable& table) : table_(table) {}

  std::optional<std::string> StringOf(const Node& expression);
  // Without duplicates, in no particular order; what cannot be told is left out.
  std::vector<std::string> StringsOf(const Node& expression);
  std::optional<int64_t> IntOf(const Node& expression);
  // True if an expression was given up because of the bound on all work for this text.
  bool gave_up() const { return gave_up_; }

 private:
  using Result = std::optional<Constant>;
  Result Evaluate(const Node& node, int depth);
  Result EvaluateName(const Node& node, int depth);
  Result EvaluateBinding(uint32_t symbol, uint32_t number, int depth);
  Result EvaluateStep(uint32_t step, int depth);
  Result EvaluateAttribute(const Node& node, int depth);
  Result EvaluateDict(const Node& node, int depth);
  Result EvaluateChoice(const Node& node, uint32_t first, int depth);
  Result CallOwn(const Node& function, const Node& arguments, int depth);
  Result CallLibrary(std::string_view name, const Node& arguments, int depth);
  Result FormatPercent(const Constant& format, const Constant& values);
  Result FormatBraces(const Constant& format, const Node& arguments, int depth);
  const Node* FunctionOf(const Node& expression) const;
  std::string ImportedName(const Node& expression) const;
  std::optional<size_t> Choose(uint64_t key, size_t count);
  Result EvaluateString(const Node& node, int depth);
  Result EvaluateSum(const Node& node, int depth);
  Result EvaluateBinary(const Node& node, int depth);
  Result EvaluateSubscript(const Node& node, int depth);
  Result EvaluateSequence(const Node& node, int depth);
  Result EvaluateComprehension(const Node& node, int depth);
  Result EvaluateCall(const Node& node, int depth);
  Result CallBuiltin(std::string_view name, const Node& arguments, int depth);
  Result Convert(std::string_view name, const Constant& value);
  Result CallMethod(const Constant& self, std::string_view name, const Node& arguments, size_t skip,
                    int depth);
  bool AppendField(const Node& field, int depth, std::string& text);
  bool Spend(size_t amount);

  const SymbolTable& table_;
  // What is chosen where an expression may have several values: each in turn, by StringsOf().
  struct Choice {
    uint64_t key;
    size_t index, count;
  };
  bool may_choose_ = false;
  size_t chosen_ = 0;  // how often a choice was asked for
  std::vector<Choice> choices_;
  std::vector<const Node*> calling_;  // functions of the text that are being evaluated
  // Values of the iteration variables of the comprehensions, and of the parameters of the
  // functions, that are being evaluated.
  std::vector<std::pair<uint32_t, Constant>> variables_;
  std::unordered_map<uint32_t, Result> names_;  // memo by symbol
  size_t spent_ = 0;
  size_t kept_bytes_ = 0;
  bool gave_up_ = false;
};

}  // namespace stockade::analyzer
