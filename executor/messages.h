// From what the caller asks to the frames that a worker gets.
#pragma once

#include <string>

#include "executor/policy.h"
#include "executor/request.h"
#include "executor/submission.h"

namespace stockade::executor {

enum class LoadAs : uint8_t {
  kRun,     // script, expression, or body and call: `request.function` says
  kModule,  // the body alone; calls follow
};

std::string LoadFrame(const Submission& submission, const Policy& policy,
                      const Environment& environment, const Request& request, LoadAs as);
std::string CallFrame(const Request& request, const Policy& policy);

}  // namespace stockade::executor
