#include "executor/outcome.h"

namespace stockade::executor {
namespace {

struct VerdictRow {
  std::string_view name, meaning;
};
constexpr VerdictRow kVerdicts[] = {
#define STOCKADE_VERDICT(Id, name, meaning) {name, meaning},
#include "executor/verdicts.def"
};

}  // namespace

std::string_view VerdictName(Verdict verdict) {
  return kVerdicts[static_cast<size_t>(verdict)].name;
}

std::string_view VerdictMeaning(Verdict verdict) {
  return kVerdicts[static_cast<size_t>(verdict)].meaning;
}

}  // namespace stockade::executor
