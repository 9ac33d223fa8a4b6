// Texts of any size on which careless work is super-linear.
//
//   for (const Shape& shape : MeaningShapes()) Measure(shape.text(1000));
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace stockade::analyzer {

struct Shape {
  const char* name;
  std::function<std::string(size_t)> text;  // of a size in proportion to its argument
};

// Shapes that are hard to read: layout, brackets, strings, operators.
std::span<const Shape> TextShapes();
// Shapes that are hard to judge: names, scopes, values, and what single rules look at.
std::span<const Shape> MeaningShapes();

std::string Repeat(std::string_view part, size_t count);

}  // namespace stockade::analyzer
