// What a worker does between its fork and its end: confine itself, wait for a request, answer, end.
#pragma once

#include "executor/descriptor.h"
#include "executor/wire.h"
#include "executor/worker/hot_pages.h"
#include "executor/worker/seccomp.h"

namespace stockade::executor {

enum class WorkerKind : uint8_t {
  kOneShot,   // one request, one answer
  kTemplate,  // one module, then a fork a ticket
  kSession,   // one module, then calls one after another
};

// What the zygote has before it forks, so that its workers need not search for what they have.
struct AddressSpace {
  uint64_t bytes = 0;
  uintptr_t heap_end = 0;
};

struct WorkerSetup {
  WorkerKind kind = WorkerKind::kOneShot;
  const wire::StartMessage* start = nullptr;
  const HotPages* run_pages = nullptr;
  const HotPages* call_pages = nullptr;   // of a template's forks
  const SyscallFilter* filter = nullptr;  // of the kind that fits
  AddressSpace space;
  // Descriptors of the zygote's table, to be put at 1, 2, 3 (and kTicketDescriptor).
  int channel = -1, standard_output = -1, standard_error = -1, tickets = -1;
};

// What a worker does to the pages that it shares with the zygote until its run has ended, and a
// prepared call to those that it shares with its template. For children that show which pages these
// are; they are not confined.
void RehearseRun();
void RehearseCall();

// The child of the zygote's fork; never returns.
[[noreturn]] void RunWorker(const WorkerSetup& setup);

}  // namespace stockade::executor
