// Functions of the caller that a run may call: what they take, and what checks a call of them.
//
//   auto signature = ParseSignature("fetch(url, timeout=None, *, retries=None)");
//   HostFunction fetch{*signature, [](const HostCall& call) -> HostAnswer {
//     if (call.args.empty()) return HostFailed("ValueError", "which url?");
//     return Value::Str("text");
//   }};
//
// A signature is Python's own spelling without annotations. What follows a `=` is not looked at:
// it says that the argument may be left out, and the function then does not get it. `/` is not
// taken. The same check is made three times: statically at submission (by the caller, with
// CheckHostCall), in the worker, where a breach is a TypeError, and in the supervisor, which does
// not believe the worker.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "executor/error.h"
#include "executor/value.h"

namespace stockade::executor {

struct HostParameter {
  std::string name;
  bool required = true;
  bool keyword_only = false;
};

struct HostSignature {
  std::string name;
  std::vector<HostParameter> parameters;  // those by position first
  bool any_positional = false;            // *rest
  bool any_keywords = false;              // **rest
};

// kBadPolicy says what is wrong with the text.
Result<HostSignature> ParseSignature(std::string_view text);

// Empty: a call with so many arguments by position and these by keyword fits. Else one sentence, as
// Python words it: "fetch() missing 1 required argument: 'url'".
std::string CheckHostCall(const HostSignature& signature, size_t positional,
                          const std::vector<std::string_view>& keywords);

// What a run asks for: a host function, or a member of a host object (host_object.h).
enum class HostAct : uint8_t { kFunction, kRead, kWrite, kMethod };
inline constexpr uint8_t kHostActs = 4;

struct HostCall {
  std::string_view function;  // of a host object: the member
  std::vector<Value> args;
  std::vector<std::pair<std::string, Value>> kwargs;
  HostAct act = HostAct::kFunction;
};

// What the run sees as an exception: a builtin exception's name, else it is a RuntimeError whose
// message starts with `type`. Control characters of the message but newlines and
// tabs become spaces; nothing else of the host crosses with it.
struct HostError {
  std::string type = "RuntimeError";
  std::string message;
};
using HostAnswer = tl::expected<Value, HostError>;
inline tl::unexpected<HostError> HostFailed(std::string type, std::string message) {
  return tl::unexpected(HostError{std::move(type), std::move(message)});
}

struct HostFunction {
  HostSignature signature;
  // Called in the thread that waits for the run, while the run's clock stands still; several runs
  // may call it at the same time. It may start other runs. An exception that leaves it is a
  // RuntimeError in the run. Host objects in the answer become handles.
  std::function<HostAnswer(const HostCall&)> answer;
};

}  // namespace stockade::executor
