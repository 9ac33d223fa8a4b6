// A host that forks: the child's copies of an executor, a prepared module and a session neither
// work nor end what the parent goes on with.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "executor/executor.h"
#include "worker_runs.h"

namespace stockade::executor {
namespace {

constexpr char kCounter[] = "n = 0\ndef step():\n    global n\n    n += 1\n    return n\n";

// A child that waits for what is not there has failed.
std::string InFork(const std::function<bool()>& act) {
  return InChild([&] {
    alarm(60);
    return std::string(act() ? "" : "the child found something else");
  });
}

bool IsRefused(const Outcome& outcome) {
  return outcome.verdict == Verdict::kSetupError &&
         outcome.message.find("make one after fork()") != std::string::npos;
}

class Fork : public ::testing::Test {
 protected:
  void SetUp() override {
    executor_ = MakeExecutor(PlainPolicy());
    ASSERT_NE(executor_, nullptr);
    prepared_ = executor_->Prepare({.text = kCounter});
    ASSERT_EQ(prepared_->body().verdict, Verdict::kOk) << Describe(prepared_->body());
    session_ = executor_->OpenSession({.text = kCounter});
    ASSERT_EQ(session_->body().verdict, Verdict::kOk) << Describe(session_->body());
    ASSERT_EQ(Step(*session_), 1);
  }

  template <class Calls>
  static int64_t Step(Calls& calls) {
    const Outcome outcome = calls.Call({.function = "step"});
    return outcome.verdict == Verdict::kOk ? outcome.value->integer : -1;
  }

  // The parent's, as before.
  void ExpectAllWork() {
    EXPECT_EQ(RunText(*executor_, "print(1)").verdict, Verdict::kOk);
    EXPECT_EQ(Step(*prepared_), 1);
    EXPECT_EQ(Step(*session_), 2);
  }

  std::unique_ptr<Executor> executor_;
  std::unique_ptr<Prepared> prepared_;
  std::unique_ptr<Session> session_;
};

TEST_F(Fork, TheChildIsToldToMakeItsOwn) {
  EXPECT_EQ(InFork([&] {
              return IsRefused(RunText(*executor_, "print(1)")) &&
                     IsRefused(executor_->Prepare({.text = kCounter})->body()) &&
                     IsRefused(executor_->OpenSession({.text = kCounter})->body()) &&
                     IsRefused(prepared_->Call({.function = "step"})) &&
                     IsRefused(session_->Call({.function = "step"})) && session_->ended();
            }),
            "");
  ExpectAllWork();
}

TEST_F(Fork, TheChildsEndEndsNothing) {
  EXPECT_EQ(InFork([&] {
              session_.reset();
              prepared_.reset();
              executor_.reset();
              return true;
            }),
            "");
  ExpectAllWork();
}

TEST_F(Fork, TheChildRunsWithAnExecutorOfItsOwn) {
  EXPECT_EQ(InFork([&] {
              auto own = MakeExecutor(PlainPolicy());
              return own != nullptr && RunText(*own, "print(1)").verdict == Verdict::kOk;
            }),
            "");
  ExpectAllWork();
}

}  // namespace
}  // namespace stockade::executor
