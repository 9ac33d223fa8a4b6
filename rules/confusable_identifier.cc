// ST702
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kName,      NodeKind::kIdentifier, NodeKind::kParameter,
                               NodeKind::kTypeParam, NodeKind::kAlias,      NodeKind::kKeyword,
                               NodeKind::kAttribute};

// Letters of the Cyrillic, Greek and Armenian scripts that look like a Latin one in most fonts. The
// Greek letters of formulas (mu, nu, rho, sigma, ...) are not meant.
struct Lookalike {
  std::string_view letter;
  char latin;
};
constexpr Lookalike kLookalikes[] = {
    {"а", 'a'}, {"с", 'c'}, {"ԁ", 'd'}, {"е", 'e'}, {"һ", 'h'}, {"і", 'i'}, {"ј", 'j'}, {"ӏ", 'l'},
    {"о", 'o'}, {"р", 'p'}, {"ԛ", 'q'}, {"ѕ", 's'}, {"у", 'y'}, {"х", 'x'}, {"ѵ", 'v'}, {"ԝ", 'w'},
    {"А", 'A'}, {"В", 'B'}, {"С", 'C'}, {"Е", 'E'}, {"Н", 'H'}, {"І", 'I'}, {"Ј", 'J'}, {"К", 'K'},
    {"М", 'M'}, {"О", 'O'}, {"Р", 'P'}, {"Ѕ", 'S'}, {"Т", 'T'}, {"Х", 'X'}, {"У", 'Y'}, {"ο", 'o'},
    {"Α", 'A'}, {"Β", 'B'}, {"Ε", 'E'}, {"Ζ", 'Z'}, {"Η", 'H'}, {"Ι", 'I'}, {"Κ", 'K'}, {"Μ", 'M'},
    {"Ν", 'N'}, {"Ο", 'O'}, {"Ρ", 'P'}, {"Τ", 'T'}, {"Υ", 'Y'}, {"Χ", 'X'}, {"օ", 'o'}, {"ս", 'u'},
    {"ո", 'n'}, {"ց", 'g'},
};

// The name as it looks, if it mixes Latin letters with lookalikes.
std::optional<std::string> LooksLike(std::string_view name) {
  std::string shown;
  bool latin = false, alike = false;
  for (size_t i = 0; i < name.size();) {
    const char c = name[i];
    if ((c & 0x80) == 0) {
      latin |= (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      shown += c;
      ++i;
      continue;
    }
    size_t length = 1;
    while (i + length < name.size() && (name[i + length] & 0xC0) == 0x80) ++length;
    const std::string_view letter = name.substr(i, length);
    const auto* row =
        std::find_if(std::begin(kLookalikes), std::end(kLookalikes),
                     [&](const Lookalike& lookalike) { return lookalike.letter == letter; });
    if (row == std::end(kLookalikes)) {
      shown += letter;
    } else {
      shown += row->latin;
      alike = true;
    }
    i += length;
  }
  if (!latin || !alike) return std::nullopt;
  return shown;
}

void Check(const Node& node, const Policy&, RuleContext& context) {
  const bool ascii =
      std::all_of(node.text.begin(), node.text.end(), [](char c) { return (c & 0x80) == 0; });
  if (ascii) return;
  const std::optional<std::string> shown = LooksLike(node.text);
  if (!shown) return;
  const Range at = NameRange(node, context);
  context.Report(at.begin, at.end,
                 fmt::format("this name looks like \"{}\" and is another one", *shown),
                 "write the name in the letters of one script");
}

}  // namespace

extern const RuleRow kConfusableIdentifier;
const RuleRow kConfusableIdentifier = {
    .doc = {.code = "ST702",
            .name = "confusable-identifier",
            .summary = "A name mixes Latin letters with letters of another script that look the "
                       "same.",
            .why = "A Cyrillic a in `vаlue` makes a second variable that no reader can tell from "
                   "the first. Names in one script, and Greek letters as in formulas, are fine.",
            .bad = "vаlue = 1\n",
            .good = "μ_max = 1\n",
            .references = "CVE-2021-42694; Unicode Technical Standard 39"},
    .severity = Severity::kWarning,
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
