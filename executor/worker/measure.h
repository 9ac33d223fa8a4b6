// What the confinement costs each worker, found by a process that does nothing else. For `stockade
// doctor`: a zygote that serves runs does not measure.
#pragma once

#include "executor/wire.h"
#include "executor/worker/confine.h"

namespace stockade::executor {

// In a confined zygote, before it listens. Fills in the costs of the rows "rlimits" and "seccomp";
// leaves them at 0 when no worker can be confined.
void MeasureWorker(const wire::StartMessage& start, FacilityReport* report);

}  // namespace stockade::executor
