// ST608
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kCall};

// What one number given to a library function makes it build or do.
enum class Cost : uint8_t {
  kFactorialBits,  // n! has about n log2 n bits
  kBits,
  kBytes,
  kRounds,  // steps inside one call, which no budget counts
  kSeconds,
};

struct Costly {
  std::string_view name, qualified;
  size_t argument;
  std::string_view keyword;
  Cost cost;
};
constexpr Costly kCostly[] = {
    {"factorial", "math.factorial", 0, "", Cost::kFactorialBits},
    {"perm", "math.perm", 1, "", Cost::kFactorialBits},
    {"getrandbits", "random.getrandbits", 0, "k", Cost::kBits},
    {"randbits", "secrets.randbits", 0, "k", Cost::kBits},
    {"randbytes", "random.randbytes", 0, "n", Cost::kBytes},
    {"token_bytes", "secrets.token_bytes", 0, "nbytes", Cost::kBytes},
    {"token_hex", "secrets.token_hex", 0, "nbytes", Cost::kBytes},
    {"token_urlsafe", "secrets.token_urlsafe", 0, "nbytes", Cost::kBytes},
    {"urandom", "os.urandom", 0, "size", Cost::kBytes},
    {"pbkdf2_hmac", "hashlib.pbkdf2_hmac", 3, "iterations", Cost::kRounds},
    {"scrypt", "hashlib.scrypt", 9, "n", Cost::kRounds},
    {"sleep", "time.sleep", 0, "", Cost::kSeconds},
    {"sleep", "asyncio.sleep", 0, "delay", Cost::kSeconds},
};
// The functions that step through a range inside one call.
constexpr std::string_view kDrains[] = {"sum", "max", "min", "any", "all"};

// A million steps of native code take some milliseconds to a second.
constexpr double kMaxRounds = 10'000'000;

std::optional<double> Number(const Node* node) {
  if (node == nullptr) return std::nullopt;
  if (node->kind == NodeKind::kFloat) {
    std::string digits(node->text);
    std::erase(digits, '_');
    return std::strtod(digits.c_str(), nullptr);
  }
  const std::optional<Magnitude> number = ConstantInteger(*node);
  if (!number) return std::nullopt;
  return AsDouble(*number);
}

std::string Steps(double n, double most) {
  if (n <= most) return {};
  return fmt::format("the call takes {} steps, {} are allowed", CountText(n), CountText(most));
}

// What is too much about it, or "".
std::string Excess(Cost cost, double n, const RuleSet& set) {
  const auto result = [](double size, std::string_view unit, auto most) {
    if (size <= static_cast<double>(most)) return std::string();
    return fmt::format("the result has {} {}, {} are allowed", CountText(size), unit, most);
  };
  switch (cost) {
    case Cost::kFactorialBits:
      return result(n < 2 ? 1 : n * (std::log2(n) - 1.4427), "bits",
                    set.resources.max_integer_bits);
    case Cost::kBits:
      return result(n, "bits", set.resources.max_integer_bits);
    case Cost::kBytes:
      return result(n, "bytes", set.resources.max_repetition);
    case Cost::kRounds:
      return Steps(n, kMaxRounds);
    case Cost::kSeconds:
      if (n * 1000 <= static_cast<double>(set.wall.count())) return {};
      return fmt::format("the program sleeps for {} s, and a run lasts {} ms", CountText(n),
                         set.wall.count());
  }
  return {};
}

// sum(range(10**12)): one call that no loop budget sees.
void CheckDrain(const Node& call, const Policy& policy, RuleContext& context) {
  const Node& function = *call.Child(0);
  if (std::find(std::begin(kDrains), std::end(kDrains), function.text) == std::end(kDrains) ||
      !context.names().IsBuiltin(function)) {
    return;
  }
  const Node* range = PositionalArgument(call, 0);
  if (range == nullptr || range->kind != NodeKind::kCall || LastName(*range->Child(0)) != "range" ||
      !MayBe(context, *range->Child(0), "builtins.range") || ArgumentCount(*range) > 2) {
    return;
  }
  std::optional<double> length = Number(PositionalArgument(*range, ArgumentCount(*range) - 1));
  if (length && ArgumentCount(*range) == 2) {
    const std::optional<double> start = Number(PositionalArgument(*range, 0));
    length = start ? std::optional(*length - *start) : std::nullopt;
  }
  const double most = 20.0 * static_cast<double>(policy.set.resources.max_repetition);
  const std::string excess = length ? Steps(*length, most) : std::string();
  if (!excess.empty()) context.Report(call, excess, "compute the result by a formula");
}

void Check(const Node& call, const Policy& policy, RuleContext& context) {
  const Node& function = *call.Child(0);
  const std::string_view name = LastName(function);
  if (ArgumentCount(call) == 0) return;
  if (function.kind == NodeKind::kName) CheckDrain(call, policy, context);
  // An attribute is called what it is called in its module; a name may be another after an import.
  if (function.kind == NodeKind::kAttribute &&
      std::none_of(std::begin(kCostly), std::end(kCostly),
                   [&](const Costly& row) { return row.name == name; })) {
    return;
  }
  const auto names = context.names().QualifiedNameViews(function);
  if (names.empty()) return;
  for (const Costly& costly : kCostly) {
    if (std::find(names.begin(), names.end(), costly.qualified) == names.end()) continue;
    const Node* argument = PositionalArgument(call, costly.argument);
    if (argument == nullptr && !costly.keyword.empty()) {
      argument = KeywordArgument(call, costly.keyword);
    }
    const std::optional<double> number = Number(argument);
    const std::string excess = number ? Excess(costly.cost, *number, policy.set) : std::string();
    if (excess.empty()) continue;
    context.Report(call, excess, "use a smaller number");
    return;
  }
}

}  // namespace

extern const RuleRow kCallBomb;
const RuleRow kCallBomb = {
    .doc = {.code = "ST608",
            .name = "call-bomb",
            .summary = "A library function is given a number that makes it build or do more than a "
                       "run may.",
            .why = "math.factorial(10**9), secrets.token_bytes(10**12), hashlib.pbkdf2_hmac with "
                   "10**12 rounds and sum(range(10**15)) are each one short call in which the "
                   "interpreter does not come back to count steps. The clock would stop them; a "
                   "constant that can only end so is better refused before. Sizes follow "
                   "[resources], sleeping follows [limits] wall.",
            .bad = "import math\n\nprint(math.factorial(10**9))\n",
            .good = "import math\n\nprint(math.factorial(20))\n",
            .references = "[resources] max-integer-bits, max-repetition; CWE-400"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
