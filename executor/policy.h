// What a run may do and use. Value structs; every unit is in the type or the name.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "executor/error.h"

namespace stockade::executor {

// One row a limit in kLimits[] (limits.h): name, verdict, unit, under/over test program.
struct Limits {
  std::chrono::milliseconds wall{5000};  // from the request to the reply; supervisor's clock
  std::chrono::milliseconds cpu{2000};   // user + system, of the run alone
  uint64_t memory_bytes = 256ull << 20;  // new address space over the worker's size at ready
  uint64_t output_bytes = 1 << 20;       // of stdout, and of stderr, each
  uint64_t result_bytes = 1 << 20;       // of the encoded value
  int result_depth = 64;                 // nested containers of the value
  uint64_t iterations = 10'000'000;      // loop steps and function entries; 0: no budget
  int recursion = 1000;                  // Python frames
  uint64_t file_bytes = 1 << 20;         // of one file in the scratch space
  int files = 64;                        // in the scratch space
  int open_files = 16;                   // descriptors; files of open() have none
  int threads = 1;                       // of the run at one time; the first one counts
  int processes = 1;                     // of the run; it cannot be more
  uint64_t host_calls = 1000;
  uint64_t host_objects = 1000;  // that the run has handles of at the same time
};

enum class GuardMode : uint8_t {
  kProven,  // guards are left out where the static rules decided the question (needs bare_names)
  kAll,     // every risky operation is guarded
  kOff,  // for tests of the kernel layer alone: no guards, façades, curated builtins or verifier
};

// A module of the host's own, shown as those of the standard library are: by a list of names.
struct HostModule {
  std::string name;    // "shop_rules": of the top level, and no module of the standard library
  std::string folder;  // absolute; searched for the module and what it imports, when workers start
  std::vector<std::string> names;                            // shown as they are
  std::vector<std::pair<std::string, std::string>> hidden;   // name, and why it is not shown
  std::vector<std::pair<std::string, std::string>> wrapped;  // name, and "module.name" in its place
  std::vector<std::string> writable;  // classes whose objects a submission may write to
};

struct Policy {
  Limits limits;
  GuardMode guards = GuardMode::kProven;
  // Allowed imports: "math" (the module's façade), "collections.*" (it and its submodules),
  // "datetime.datetime" (one name of it).
  std::vector<std::string> imports;
  // Of the host: allowed as if `imports` named them. They are imported before the confinement, with
  // the rights of the caller; one that cannot be is an error of Create().
  std::vector<HostModule> modules;
  // Dunder attributes allowed beside those of the guard table's kRead rows; normally empty.
  std::vector<std::string> allow_attributes;
  // Dunder methods that class bodies may define; "*" for all that the guard table permits.
  std::vector<std::string> dunder_methods;
  // Facilities that must be in force (names of doctor's rows: "user-namespace", "seccomp", ...).
  // Without one of them Create() fails with kConfinement.
  std::vector<std::string> require;
  // GuardMode::kOff only: modules imported before confinement, so that a test can reach the kernel.
  std::vector<std::string> preload;
  // GuardMode::kOff only: system calls that are taken out of the allow-list, so that a test can
  // show what needs them.
  std::vector<std::string> without_syscalls;
};

// "250 ms", "5 s", "2 min" -> milliseconds; "64 MiB", "1 KiB", "4096" -> bytes. Errors name the
// units.
Result<std::chrono::milliseconds> ParseDuration(std::string_view text);
Result<uint64_t> ParseBytes(std::string_view text);

}  // namespace stockade::executor
