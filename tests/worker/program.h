// Runs one submission in a forked child of the test, as a worker would: started once, loaded once.
//
//   Ended end = RunProgram({.text = "print(1)"});
//   EXPECT_EQ(end.out, "1\n");
//   EXPECT_EQ(end.reply.kind, ReplyKind::kOk);
#pragma once

#include <optional>
#include <string>

#include "executor/worker/interpreter.h"

namespace stockade::executor::tests {

struct Ended {
  interpreter::Reply reply;
  std::string out, err;
  bool replied = false;  // false: the child died without a reply
  bool limited = false;  // the reply came from on_limit
  int wait_status = 0;
};

// Guards off or on is decided by the first call of the process: interpreter::Start runs once.
Ended RunProgram(const interpreter::LoadRequest& load,
                 const std::optional<interpreter::CallRequest>& call = std::nullopt);

// A request with the settings that most tests want: guarded, `imports` allowed.
interpreter::LoadRequest Guarded(std::string text);
interpreter::LoadRequest Plain(std::string text);

// Replaces "$name" in front of a quote-free guard name by the worker's spelling:
// Spell("$getattr(x, 'y')") is "\"\U0010F57Cgetattr\"(x, 'y')".
std::string Spell(std::string text);

}  // namespace stockade::executor::tests
