// Host objects with the worker against them: guards and façades are off, and the program writes
// host calls of its own making to the channel. The supervisor has to tell on its own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "executor/executor.h"
#include "executor/host_object.h"
#include "worker_runs.h"

namespace stockade::executor {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::shared_ptr<HostType> TypeNamed(std::string name) {
  auto type = std::make_shared<HostType>();
  type->name = std::move(name);
  return type;
}

// An account: `balance` may be read, `label` written, `pay(amount, to)` called; `inner` gives
// another.
struct Bank {
  Bank() {
    type = TypeNamed("Account");
    type->attributes = {{.name = "balance"},
                        {.name = "label", .writable = true},
                        {.name = "inner", .gives = "Account"}};
    type->methods = {{.signature = *ParseSignature("pay(amount, to=None)")}};
    account = Make();
  }
  std::shared_ptr<HostObject> Make() {
    auto made = std::make_shared<HostObject>();
    made->type = type;
    made->answer = [this](const HostCall& call) -> HostAnswer {
      seen.push_back(std::string(call.function));
      if (call.function == "inner") return Value::Object(Make());
      for (const Value& value : call.args) {
        if (value.kind == ValueKind::kHostObject && value.object == nullptr) ADD_FAILURE();
      }
      return Value::Int(5);
    };
    return made;
  }
  Request Given() const {
    Request request;
    request.environment.objects = {{"account", account}};
    return request;
  }

  std::shared_ptr<HostType> type;
  std::shared_ptr<HostObject> account;
  std::vector<std::string> seen;
};

// Writes frames as the worker does, past everything in it.
constexpr const char* kForge =
    "import os, time\n"
    "def u32(n): return n.to_bytes(4, 'little')\n"
    "def u64(n): return n.to_bytes(8, 'little')\n"
    "def text(b): return u32(len(b)) + b\n"
    "NOTHING = b't' + u32(0)\n"
    "def one(value): return b't' + u32(1) + value\n"
    "def handle(n): return b'h' + u64(n) + u32(0)\n"
    "def ask(act, number, place, args=NOTHING, kwargs=b'm' + u32(0), released=()):\n"
    "    body = bytes([act]) + u64(number) + u32(place) + text(args) + text(kwargs)\n"
    "    body += u32(len(released)) + b''.join(u64(n) for n in released)\n"
    "    os.write(1, b'REACHED ')\n"
    "    os.write(3, u32(len(body)) + bytes([16]) + body)\n"
    "    answer = os.read(3, 4096)\n"
    "    os.write(1, b'answered ')\n"
    "    return answer\n"
    "READ, WRITE, CALL = 1, 2, 3\n";

TEST(HostObjects, AForgedCallThatFitsIsAnOrdinaryOne) {
  Bank bank;
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  const Outcome outcome =
      RunText(*executor, std::string(kForge) + "ask(READ, 1, 0)\nask(CALL, 1, 0, one(handle(1)))\n",
              bank.Given());
  EXPECT_EQ(outcome.out, "REACHED answered REACHED answered ") << Describe(outcome);
  EXPECT_THAT(bank.seen, ElementsAre("balance", "pay"));
  EXPECT_EQ(outcome.usage.host_calls, 2u);
}

TEST(HostObjects, ForgedCallsEndTheRun) {
  const char* const calls[] = {
      "ask(READ, 2, 0)",                                  // a number that was never given
      "ask(READ, 0, 0)",                                  //
      "ask(READ, 2**64 - 1, 0)",                          //
      "ask(READ, id(account), 0)",                        //
      "ask(READ, 1, 3)",                                  // a member beyond the last
      "ask(READ, 1, 2**32 - 1)",                          //
      "ask(READ, 1, 0, one(b'N'))",                       // a read with an argument
      "ask(WRITE, 1, 0, one(b'N'))",                      // not writable
      "ask(WRITE, 1, 2, one(b'N'))",                      //
      "ask(WRITE, 1, 1)",                                 // a write without a value
      "ask(WRITE, 1, 1, one(handle(9)))",                 // a handle of nobody as value
      "ask(CALL, 1, 1)",                                  // no such method
      "ask(CALL, 1, 0)",                                  // a missing argument
      "ask(CALL, 1, 0, one(b'l' + u32(1) + handle(7)))",  // a foreign handle inside
      "ask(CALL, 1, 0, handle(1))",                       // a handle in place of the arguments
      "ask(4, 1, 0)",                                     // no such act
      "ask(0, 1, 0)",                                     // a function of an object
      "ask(0, 0, 0)",                                     // there are no functions
      "ask(READ, 1, 0, released=[1])",                    // let go and used at once
      "ask(READ, 1, 0, released=[1, 1, 5])",              //
      "os.write(3, u32(0) + bytes([16])); os.read(3, 9)",
  };
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  for (const char* call : calls) {
    Bank bank;
    const Outcome outcome =
        RunText(*executor, std::string(kForge) + "os.write(1, b'REACHED ')\n" + call, bank.Given());
    EXPECT_EQ(outcome.verdict, Verdict::kProtocolError) << call << "\n" << Describe(outcome);
    EXPECT_THAT(outcome.out, HasSubstr("REACHED")) << call;
    EXPECT_THAT(bank.seen, IsEmpty()) << call;
  }
}

TEST(HostObjects, AnotherRunsNumbersAreNothing) {
  Bank bank;
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  // The first run has numbers 1 to 4; the second has 1 alone.
  Outcome outcome = RunText(
      *executor, "a = account.inner\nb = a.inner\nc = b.inner\nprint(c.balance)\n", bank.Given());
  EXPECT_EQ(outcome.out, "5\n") << Describe(outcome);
  for (const char* number : {"2", "3", "4"}) {
    bank.seen.clear();
    outcome =
        RunText(*executor, std::string(kForge) + "ask(READ, " + number + ", 0)\n", bank.Given());
    EXPECT_EQ(outcome.verdict, Verdict::kProtocolError) << Describe(outcome);
    EXPECT_THAT(bank.seen, IsEmpty());
  }
}

TEST(HostObjects, NothingIsKeptAfterTheRun) {
  auto bank = std::make_unique<Bank>();
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  std::vector<std::weak_ptr<HostObject>> made;
  bank->account->answer = [&](const HostCall&) -> HostAnswer {
    auto one = bank->Make();
    made.push_back(one);
    return Value::Object(one);
  };
  const Outcome outcome =
      RunText(*executor, "kept = [account.inner for _ in range(20)]\nprint(len(set(kept)))\n",
              bank->Given());
  EXPECT_EQ(outcome.out, "20\n") << Describe(outcome);
  ASSERT_EQ(made.size(), 20u);
  for (const auto& one : made) EXPECT_TRUE(one.expired());
}

TEST(HostObjects, AFloodIsHeldByTheLimit) {
  Policy policy = PlainPolicy();
  policy.limits.host_objects = 10;
  auto executor = MakeExecutor(policy);
  ASSERT_NE(executor, nullptr);
  Bank bank;
  // Many in one answer: all or none of them.
  bank.account->answer = [&](const HostCall& call) -> HostAnswer {
    std::vector<Value> all;
    const int count = call.function == "inner" ? 8 : 20;
    for (int i = 0; i < count; ++i) all.push_back(Value::Object(bank.Make()));
    return Value::List(std::move(all));
  };
  bank.type->attributes[0].gives = "Account";
  const Outcome outcome = RunText(*executor,
                                  "try: account.balance\n"
                                  "except RuntimeError as e: print(e)\n"
                                  "kept = account.inner\n"
                                  "try: account.inner\n"
                                  "except RuntimeError as e: print(e)\n"
                                  "del kept\nprint(len(account.inner))\n",
                                  bank.Given());
  EXPECT_EQ(outcome.out,
            "the run would hold more than 10 host objects\n"
            "the run would hold more than 10 host objects\n8\n")
      << Describe(outcome);
}

TEST(HostObjects, AnAnswerOfAnotherTypeDoesNotCross) {
  Bank bank;
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  auto other = std::make_shared<HostObject>();
  other->type = TypeNamed("Vault");
  bank.account->answer = [&](const HostCall&) -> HostAnswer {
    return Value::Dict({{Value::Str("x"), Value::List({Value::Object(other)})}});
  };
  const Outcome outcome = RunText(*executor,
                                  "for name in ('inner', 'balance'):\n"
                                  "    try: print(getattr(account, name))\n"
                                  "    except TypeError as e: print(e)\n",
                                  bank.Given());
  EXPECT_EQ(outcome.out,
            "Account.inner gave a host object that it does not declare\n"
            "Account.balance gave a host object that it does not declare\n")
      << Describe(outcome);
}

TEST(HostObjects, WhatTheHostThrowsIsAnException) {
  Bank bank;
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  bank.account->answer = [](const HostCall& call) -> HostAnswer {
    if (call.function == "balance") throw std::runtime_error("at \x1b[2J/etc");
    if (call.function == "label") throw 5;
    return HostFailed("LookupError", "none");
  };
  const Outcome outcome = RunText(*executor,
                                  "for act in (lambda: account.balance,\n"
                                  "            lambda: setattr(account, 'label', 1),\n"
                                  "            lambda: account.pay(1)):\n"
                                  "    try: act()\n"
                                  "    except Exception as e: print(repr(e), e.__cause__)\n",
                                  bank.Given());
  EXPECT_EQ(outcome.out,
            "RuntimeError('at  [2J/etc') None\n"
            "RuntimeError(\"the host's function failed\") None\n"
            "LookupError('none') None\n")
      << Describe(outcome);
}

TEST(HostObjects, ATypeThatIsNotWellMadeRunsNothing) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  Bank bank;
  bank.type->attributes.push_back({.name = "__dict__"});
  Outcome outcome = RunText(*executor, "print(1)", bank.Given());
  EXPECT_EQ(outcome.verdict, Verdict::kSetupError);
  EXPECT_EQ(outcome.message,
            "the host type 'Account' has the attribute '__dict__', which no submission may read");
  // Later, in an answer: an error of that call.
  Bank fine;
  auto bad = std::make_shared<HostObject>();
  bad->type = bank.type;
  fine.account->answer = [&](const HostCall&) -> HostAnswer { return Value::Object(bad); };
  outcome =
      RunText(*executor, "try: account.inner\nexcept RuntimeError as e: print(e)", fine.Given());
  EXPECT_EQ(outcome.out,
            "the host type 'Account' has the attribute '__dict__', which no submission may read\n")
      << Describe(outcome);
}

}  // namespace
}  // namespace stockade::executor
