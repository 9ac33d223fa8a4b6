// The iteration budget: one number, spent by loops and function entries, ended by the end of the
// process.
//
//   SetBudget(10'000'000);
//   if (!SpendStep()) SpentBudget();    // does not return
//
// Nothing is raised when it is spent: an exception could be caught (`finally: continue`), so the
// guard writes the last reply itself and calls _exit.
#pragma once

#include <cstdint>

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

extern int64_t budget_left;

// 0: no budget; steps are still counted.
void SetBudget(uint64_t iterations);
uint64_t BudgetSpent();

[[noreturn]] void SpentBudget();

inline void SpendStep() {
  if (--budget_left < 0) SpentBudget();
}
// `count` >= 0 steps at once, for loops that run in C.
inline void SpendSteps(int64_t count) {
  if ((budget_left -= count) < 0) SpentBudget();
}

}  // namespace stockade::executor::worker
