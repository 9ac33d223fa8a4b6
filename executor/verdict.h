// From what was observed and what the worker claimed to the outcome that the caller gets.
#pragma once

#include <vector>

#include "executor/outcome.h"
#include "executor/policy.h"
#include "executor/submission.h"
#include "executor/watch.h"

namespace stockade::executor {

Outcome Judge(Observation seen, const Submission& submission, const Limits& limits);

// An outcome of our own making: nothing ran.
Outcome NothingRan(Verdict verdict, std::string message);

}  // namespace stockade::executor
