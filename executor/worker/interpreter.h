// The Python side of the worker: CPython, builtins, façades, guards and the verifier. The process
// side (main.cc, zygote, confinement, channel) calls these functions in this order and never
// touches Python:
//
//   interpreter::Start(options);     zygote, once: CPython is initialised, modules are imported
//   --- fork ---
//   interpreter::AfterFork();        child: CPython is told of the fork, `random` is seeded
//   interpreter::Warm();             child: a dummy run that touches the pages a run needs
//   interpreter::Load(load);         child: compile, verify, run the body; gives the reply
//   interpreter::Call(call);         child (or a fork of it): call a function of the loaded module
//
// Nothing here throws. A spent budget does not return: `on_limit` is called, then _exit(0).
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "executor/host_object.h"
#include "executor/policy.h"
#include "executor/submission.h"

namespace stockade::executor::interpreter {

struct StartOptions {
  bool guards_off = false;           // GuardMode::kOff: plain builtins and imports
  std::vector<std::string> preload;  // modules to import beside those of the façade table
  std::vector<std::string> imports;  // of the policies to come: façades on demand
  std::vector<HostModule> modules;   // of the host
};

// A name of the submission's surroundings that stands for a host object.
struct NamedHandle {
  std::string name;
  uint64_t number = 0;
  uint32_t type = 0;
};

struct LoadRequest {
  std::string text;
  SubmissionKind kind = SubmissionKind::kModule;
  std::string filename;
  GuardMode guards = GuardMode::kProven;
  std::vector<std::string> bare_names, imports, allow_attributes, dunder_methods;
  std::string stdin_bytes;
  std::vector<std::string> argv;                           // after the file's name
  std::vector<std::pair<std::string, std::string>> files;  // read-only, name and bytes
  bool scratch = false;                                    // files may be written
  uint64_t file_bytes = 0;
  uint32_t most_files = 0;
  std::vector<HostSignature> functions;  // of the host
  std::vector<HostType> types;           // of `objects`; their numbers are their places
  std::vector<NamedHandle> objects;
  uint64_t iterations = 0;  // 0: no budget
  int recursion = 1000;
  uint64_t result_bytes = 1 << 20;
  int result_depth = 64;
  bool script = true;  // __name__ is "__main__"; else the filename's stem
};

struct CallRequest {
  std::string function;
  std::string args;    // Encode() of a tuple value
  std::string kwargs;  // Encode() of a dict value with str keys
  std::string stdin_bytes;
  std::vector<HostType> types;  // of host objects, new with this call
  bool own_budget = false;      // else what the body left over is the call's
  uint64_t iterations = 0;
};

// A call of a host function or a use of a host object, from the run to the caller, and the way
// back.
struct HostRequest {
  HostAct act = HostAct::kFunction;
  uint64_t object = 0;             // the number of its handle; of a function: 0
  uint32_t function = 0;           // place in LoadRequest::functions, or in the type's members
  std::string args, kwargs;        // as those of a CallRequest
  std::vector<uint64_t> released;  // handles that are gone
};
struct HostReply {
  bool failed = false;
  std::string value;                // Encode()d, unless it failed
  std::vector<HostType> types;      // of host objects, new with this answer
  std::string error_type, message;  // of the exception to raise
};

struct RawFrame {  // of the printed text; the supervisor maps it back
  uint32_t line = 0;
  uint32_t column = 0;  // UTF-8 bytes from 0
  bool has_column = false;
  std::string function;
};

enum class ReplyKind : uint8_t {
  kOk,
  kException,
  kRejected /* compiler or verifier */,
  kMemory,
  kRecursion,
  kResult /* cannot cross */,
  kExit /* SystemExit: exit_code */,
  kIterations /* by on_limit only */,
  kFile /* too many or too large files */,
};

struct Reply {
  ReplyKind kind = ReplyKind::kOk;
  std::string value;             // Encode()d; empty: none
  std::string type, message;     // of the exception or refusal
  std::vector<RawFrame> frames;  // outermost first
  int exit_code = 0;
  uint64_t iterations = 0;                                 // spent
  std::vector<std::pair<std::string, std::string>> files;  // written, name and bytes
};

bool Start(const StartOptions& options, std::string* error);
void AfterFork();
void Warm();
Reply Load(const LoadRequest& request);
Reply Call(const CallRequest& request);

// Called from the budget guard, from C, with the final reply (kIterations; frames[0] is the
// innermost frame of the submission); must write it to the channel. The guard then calls _exit(0).
extern void (*on_limit)(const Reply& reply);

// Called in the middle of a run; must ask the supervisor and wait for its answer. False: the
// channel is broken.
extern bool (*ask_host)(const HostRequest& request, HostReply* reply);

// Load and Call wait for the threads that the run started, but for daemons, as CPython does at its
// end; off for a session, whose threads go on with its next call.
extern bool joins_threads;
// Are there threads of Python beside this one?
bool HasOtherThreads();

// Flushes what print has buffered to descriptors 1 and 2.
void Flush();

}  // namespace stockade::executor::interpreter
