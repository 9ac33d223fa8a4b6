// The confinement of the zygote and its workers, one function a layer. Each adds a row to the
// report that says whether the layer is in force; none of them gives up quietly.
//
// Order matters and is that of zygote.cc: namespaces first (they need nothing and give capabilities
// inside), then CPython starts and reads its files, then the root is emptied, capabilities go,
// Landlock closes what is left. Workers inherit all of it and add their limits and the system-call
// filter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "executor/outcome.h"
#include "executor/wire.h"
#include "executor/worker/one_shot.h"

namespace stockade::executor {

using FacilityReport = std::vector<Facility>;

// Becomes an ordinary user (nobody, when root) in new user, pid, mount, network, ipc and uts
// namespaces, as far as the host allows. The pid namespace holds for the next fork. Where a user
// namespace is refused, root still makes the others and stays root until DropPrivileges.
void EnterNamespaces(FacilityReport* report);

// An empty read-only root in place of the host's files: by pivot_root, or, where the process is in
// a chroot already, by a chroot to a mount that is attached nowhere. Needs the mount namespace.
void EnterEmptyRoot(FacilityReport* report);

// No capability, in any set, ever again, and no user id 0; no_new_privs.
void DropPrivileges(FacilityReport* report);

// Landlock with every right handled and none granted: files, TCP, abstract sockets, signals.
void CloseLandlock(FacilityReport* report);

// No mapping that is writable and executable (PR_SET_MDWE), no core dumps, no ptrace by equals.
void HardenMemory(FacilityReport* report);

// Limits that the zygote holds for itself and its workers.
void LimitZygote(FacilityReport* report);

// Facts about the kernel that the rest depends on: seccomp, pidfd.
void ReportKernel(FacilityReport* report);

// In a worker, after the warm-up: address space (what is in use now and `memory_bytes`),
// descriptors, processes, processor seconds as a second line behind the supervisor's clock.
// `guess` is that of AddressSpaceInUse.
bool LimitWorker(const wire::StartMessage& start, WorkerKind kind, uint64_t guess,
                 std::string* error);

// Bytes of address space of this process, found without /proc. A guess that is right saves most of
// the search.
uint64_t AddressSpaceInUse(uint64_t guess);

// Whether this process lets those that are running go on when it is woken (SCHED_BATCH). The keeper
// and workers that get ready do: what they do can wait, while a reply is on its way.
void Yield(bool yields);

// Closes every descriptor from `first` up.
void CloseFrom(int first);

}  // namespace stockade::executor
