// ST605
#include <fmt/format.h>

#include <algorithm>

#include "rules/expressions.h"
#include "rules/format_fields.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

using analyzer::BinaryOperator;

constexpr NodeKind kKinds[] = {NodeKind::kFStringField, NodeKind::kBinOp, NodeKind::kCall};

// Methods of texts that fill up to a width.
constexpr std::string_view kFillers[] = {"ljust", "rjust", "center", "zfill", "expandtabs"};

// How wide a constant number makes a field.
uint64_t WidthOf(const std::optional<Magnitude>& number) {
  if (!number) return 0;
  if (!number->exact) return uint64_t{1} << 62;
  return *number->exact > 0 ? static_cast<uint64_t>(*number->exact) : 0;
}

uint64_t SpecNumber(const Node& field) {
  uint64_t largest = 0;
  if (field.Child(1) == nullptr) return 0;
  for (const Node* part : field.Child(1)->Children()) {
    if (part->kind == NodeKind::kFStringText) {
      largest = std::max(largest, LargestNumber(part->text));
    } else if (part->kind == NodeKind::kFStringField) {  // f"{x:{10 ** 9}}"
      largest = std::max(largest, WidthOf(ConstantInteger(*part->Child(0))));
    }
  }
  return largest;
}

uint64_t StringNumber(const Node& string, uint64_t (*number)(std::string_view)) {
  uint64_t largest = 0;
  for (const Node* piece : string.Children()) {
    if (piece->kind == NodeKind::kStringPiece) largest = std::max(largest, number(piece->text));
  }
  return largest;
}

uint64_t CallNumber(const Node& call, const RuleContext& context) {
  const Node& function = *call.Child(0);
  const std::string_view name = LastName(function);
  if (function.kind == NodeKind::kName) {
    if (name != "format" || !MayBe(context, function, "builtins.format")) return 0;
    const Node* spec = PositionalArgument(call, 1);
    if (spec == nullptr || spec->kind != NodeKind::kString) return 0;
    return StringNumber(*spec, LargestNumber);
  }
  if (function.kind != NodeKind::kAttribute) return 0;
  const Node& value = *function.Child(0);
  if ((name == "format" || name == "format_map") && value.kind == NodeKind::kString) {
    return StringNumber(value, [](std::string_view t) { return ParseFormat(t).largest_number; });
  }
  if (std::find(std::begin(kFillers), std::end(kFillers), name) == std::end(kFillers)) return 0;
  const Node* width = PositionalArgument(call, 0);
  if (width == nullptr) return 0;
  return WidthOf(ConstantInteger(*width));
}

// "%*d" % (width, value): the largest number of the tuple, if a width is taken from it.
uint64_t StarNumber(const Node& text, const Node& values) {
  if (values.kind != NodeKind::kTuple) return 0;
  const std::optional<std::string> format = PlainText(text);
  if (!format || (format->find("*") == std::string::npos)) return 0;
  uint64_t largest = 0;
  for (const Node* value : values.Children()) {
    // The number that is shown is not a width; the star comes before it.
    if (value == values.Children().back()) break;
    largest = std::max(largest, WidthOf(ConstantInteger(*value)));
  }
  return largest;
}

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  uint64_t number = 0;
  if (node.kind == NodeKind::kFStringField) {
    number = SpecNumber(node);
  } else if (node.kind == NodeKind::kCall) {
    number = CallNumber(node, context);
  } else if (node.Binary() == BinaryOperator::kMod && node.Child(0)->kind == NodeKind::kString) {
    number = std::max(StringNumber(*node.Child(0), LargestPercentNumber),
                      StarNumber(*node.Child(0), *node.Child(1)));
  }
  if (number <= policy.set.resources.max_format_width) return;
  context.Report(
      node,
      fmt::format("a field is {} characters wide, {} are allowed",
                  CountText(static_cast<double>(number)), policy.set.resources.max_format_width),
      "write the padding that the reader needs");
}

}  // namespace

extern const RuleRow kFormatWidth;
const RuleRow kFormatWidth = {
    .doc = {.code = "ST605",
            .name = "format-width",
            .summary = "A formatted field has a width or precision that no output needs.",
            .why = "`f'{x:9999999999}'` builds gigabytes of blanks in one operation, which no loop "
                   "counter sees. The % operator, str.format, format and the filling methods of "
                   "texts do the same.",
            .bad = "print(f'{1:9999999999}')\n",
            .good = "print(f'{1:>20}')\n",
            .references = "[resources] max-format-width; CWE-400"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
