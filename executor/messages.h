// From what the caller asks to the frames that a worker gets.
#pragma once

#include <string>

#include "executor/host_table.h"
#include "executor/policy.h"
#include "executor/request.h"
#include "executor/submission.h"

namespace stockade::executor {

enum class LoadAs : uint8_t {
  kRun,     // script, expression, or body and call: `request.function` says
  kModule,  // the body alone; calls follow
};

// Host objects get their numbers in `table`; an error is what HostTable::Give() says of them.
Result<std::string> LoadFrame(const Submission& submission, const Policy& policy,
                              const Environment& environment, const Request& request, LoadAs as,
                              HostTable* table);
Result<std::string> CallFrame(const Request& request, const Policy& policy, HostTable* table);

}  // namespace stockade::executor
