// What runs, prepared calls and sessions share, and how the latter two are made.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "executor/executor.h"
#include "executor/keeper.h"
#include "executor/turns.h"

namespace stockade::executor {

// What was in force goes into every outcome, and what was not is said aloud.
Outcome Finished(const Keeper* keeper, const Policy& policy, Outcome outcome);

// Why there was no worker, or no turn.
Outcome NotTaken(TakeStatus status, const std::string& error);
Outcome NoTurn(const Turns& turns, const Request& request);

std::chrono::steady_clock::time_point Deadline(const Request& request,
                                               std::chrono::milliseconds patience);

// Empty, or what a call of a prepared module or a session cannot have.
std::string RefuseCall(const Request& request);

// Both keep the keeper alive, and so may outlive their executor. `keeper` may be null: then the
// outcome of the body says so.
std::unique_ptr<Prepared> MakePrepared(std::shared_ptr<Keeper> keeper, std::shared_ptr<Turns> turns,
                                       const ExecutorOptions& options, const Submission& submission,
                                       const Environment& environment);
std::unique_ptr<Session> MakeSession(std::shared_ptr<Keeper> keeper, std::shared_ptr<Turns> turns,
                                     const ExecutorOptions& options, const Submission& submission,
                                     const Environment& environment);

}  // namespace stockade::executor
