#include "executor/worker/budget.h"

#include <unistd.h>

#include <limits>

#include "executor/worker/interpreter.h"
#include "executor/worker/run.h"

namespace stockade::executor::worker {
namespace {

constexpr int64_t kUnlimited = std::numeric_limits<int64_t>::max();
constexpr size_t kMostFrames = 64;

int64_t budget_start = kUnlimited;

}  // namespace

int64_t budget_left = kUnlimited;

void SetBudget(uint64_t iterations) {
  budget_start = iterations == 0 || iterations > static_cast<uint64_t>(kUnlimited)
                     ? kUnlimited
                     : static_cast<int64_t>(iterations);
  budget_left = budget_start;
}

uint64_t BudgetSpent() {
  return static_cast<uint64_t>(budget_start) -
         static_cast<uint64_t>(budget_left < 0 ? 0 : budget_left);
}

void SpentBudget() {
  interpreter::Reply reply;
  reply.kind = interpreter::ReplyKind::kIterations;
  reply.iterations = BudgetSpent();
  PyErr_Clear();
  for (CodePlace& place : RunningFrames(run.filename, kMostFrames)) {
    reply.frames.push_back({place.line, place.column, place.has_column, std::move(place.function)});
  }
  if (interpreter::on_limit != nullptr) interpreter::on_limit(reply);
  _exit(0);
}

}  // namespace stockade::executor::worker
