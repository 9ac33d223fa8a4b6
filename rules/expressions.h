// Small questions about expressions that several rules ask. All of them look at a bounded part of
// the tree.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analyzer/rule.h"

namespace stockade::rules {

// The positional argument number `index` (from 0) of a Call; null if it is not there or comes after
// an unpacking.
const analyzer::Node* PositionalArgument(const analyzer::Node& call, size_t index);
// The value of keyword argument `name`, or null.
const analyzer::Node* KeywordArgument(const analyzer::Node& call, std::string_view name);
// Number of arguments of any kind.
size_t ArgumentCount(const analyzer::Node& call);

// The argument of `x.__setattr__(...)` or `x.__delattr__(...)`, with the object before it or bound
// to it, that names the attribute; null for other calls.
const analyzer::Node* StoredName(const analyzer::Node& call);

// One of the qualified names that the expression may stand for is `name`. The last part of `name`
// must be the expression's own last name, unless it was given another by `as` or an assignment.
bool MayBe(const analyzer::RuleContext& context, const analyzer::Node& expression,
           std::string_view name);

// What an AnnAssign or Parameter is annotated with, or a FunctionDef's result; null if nothing is
// or for other nodes.
const analyzer::Node* AnnotationOf(const analyzer::Node& node);

// The name that an expression ends in: x for `x`, b for `a.b`; "" for others.
std::string_view LastName(const analyzer::Node& expression);

// Where the name that a node carries stands in the text: [begin, end).
struct Range {
  uint32_t begin, end;
};
Range NameRange(const analyzer::Node& node, const analyzer::RuleContext& context);

// An integer that the text spells out, with + - * // % << ** folded. Numbers that do not fit in 63
// bits have a size only.
struct Magnitude {
  std::optional<int64_t> exact;
  double bits = 0;  // about log2 of the absolute value; infinity when past any limit
};
std::optional<Magnitude> ConstantInteger(const analyzer::Node& expression);
double AsDouble(const Magnitude& number);

// How many elements or characters a constant sequence has, repetitions included: "ab" * 3 has 6.
// nullopt for what is not a sequence display or literal.
std::optional<double> ConstantLength(const analyzer::Node& expression);

// Text of a String node whose pieces are all plain, joined; nullopt if a piece is an f-string.
std::optional<std::string> PlainText(const analyzer::Node& string);

// 50 -> "50", 1.5e9 -> "1500000000", larger ones as "10**12".
std::string CountText(double count);

}  // namespace stockade::rules
