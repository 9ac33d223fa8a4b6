// Trouble with settings or the host, as against trouble with a submission (which is an Outcome).
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace stockade::executor {

enum class ErrorCode {
  kBadLimit,       // a limit that is no number with a unit, or out of range
  kBadPolicy,      // a policy that contradicts itself or names an unknown module
  kWorkerMissing,  // stockade-worker was not found or does not match this library
  kWorkerFailed,   // the zygote could not be started or ended
  kConfinement,    // a layer of the confinement that the policy requires is absent on this host
  kBadRequest,     // arguments that cannot cross, an empty function name
};

struct Error {
  ErrorCode code;
  std::string message;  // one sentence that says what to do
};

template <class T>
using Result = tl::expected<T, Error>;

}  // namespace stockade::executor
