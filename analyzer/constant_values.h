// Operations on the values of constant expressions (private to the analyzer; see
// constant_strings.h). Each gives nullopt where Python would raise, or where a bound is met.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/constant_strings.h"

namespace stockade::analyzer::constants {

using Kind = Constant::Kind;

Constant MakeString(std::string text);

Constant MakeInt(int64_t number);

bool IsText(const Constant& value);

// The characters of a str or the bytes of a bytes, each as a text of its own.
std::vector<std::string_view> Characters(const Constant& value);

// What iterating over the value gives; nullopt if it is not iterable.
std::optional<std::vector<Constant>> Elements(const Constant& value);

// The last value under a key.
std::optional<Constant> ItemOf(const Constant& dict, const Constant& key);

std::optional<int64_t> ParseInt(std::string_view written);

// Python's integer arithmetic where 64 bits hold it; nullopt beyond, and where Python would raise.
std::optional<int64_t> Arithmetic(BinaryOperator op, int64_t a, int64_t b);

std::optional<Constant> Repeat(const Constant& value, int64_t count);

// A value as str(), repr() or ascii() of it is, then held to a format: a width with fill and
// alignment, s, c or d. nullopt for all else.
std::optional<std::string> Formatted(const Constant& value, char conversion, std::string_view form);

// Start, stop and step of a slice of a sequence of `size`, as slice.indices() has them.
struct Slice {
  int64_t start, stop, step;
};

std::optional<Slice> SliceOf(const std::optional<int64_t> parts[3], int64_t size);

// The plain positional arguments of a call, and one that may be given by name; nullopt if there is
// any other.
std::optional<std::vector<const Node*>> Positional(const Node& arguments,
                                                   std::string_view keyword = {});

}  // namespace stockade::analyzer::constants
