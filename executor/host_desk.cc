#include "executor/host_desk.h"

#include <exception>

#include "executor/wire.h"

namespace stockade::executor {
namespace {

HostDesk::Answer Broken(std::string problem) {
  return {HostDesk::Status::kBroken, "", std::move(problem)};
}

// False: these bytes are no such arguments.
bool DecodeArguments(const interpreter::HostRequest& request, const Limits& limits,
                     HostCall* call) {
  const ValueLimits most = {.bytes = limits.result_bytes, .depth = limits.result_depth + 1};
  auto args = Decode(request.args, most);
  auto kwargs = Decode(request.kwargs, most);
  if (!args || !kwargs || args->kind != ValueKind::kTuple || kwargs->kind != ValueKind::kDict) {
    return false;
  }
  call->args = std::move(args->items);
  for (auto& [name, value] : kwargs->pairs) {
    if (name.kind != ValueKind::kStr) return false;
    call->kwargs.emplace_back(std::move(name.text), std::move(value));
  }
  return true;
}

// The caller's function is not ours: it may throw whatever it likes.
HostAnswer Ask(const HostFunction& function, const HostCall& call) {
  if (!function.answer) return HostFailed("NotImplementedError", "the host has no answer");
  try {
    return function.answer(call);
  } catch (const std::exception& error) {
    return HostFailed("RuntimeError", error.what());
  } catch (...) {
    return HostFailed("RuntimeError", "the host's function failed");
  }
}

}  // namespace

HostDesk::Answer HostDesk::Serve(std::string_view payload) {
  interpreter::HostRequest request;
  HostCall call;
  if (!wire::DecodeHostCall(payload, &request) || request.function >= functions_.size() ||
      !DecodeArguments(request, limits_, &call)) {
    return Broken("the worker sent a host call that is none");
  }
  const HostFunction& function = functions_[request.function];
  std::vector<std::string_view> keywords;
  for (const auto& [name, value] : call.kwargs) keywords.push_back(name);
  // The worker has checked this; one that has not is not ours any more.
  if (const std::string wrong = CheckHostCall(function.signature, call.args.size(), keywords);
      !wrong.empty()) {
    return Broken("the worker sent a host call that does not fit: " + wrong);
  }
  if (calls_ >= limits_.host_calls) return {Status::kTooMany, "", ""};
  ++calls_;
  call.function = function.signature.name;
  const auto begin = std::chrono::steady_clock::now();
  HostAnswer answer = Ask(function, call);
  time_ += std::chrono::steady_clock::now() - begin;
  interpreter::HostReply reply;
  reply.failed = !answer.has_value();
  if (answer) {
    reply.value = Encode(*answer);
  } else {
    reply.error_type = std::move(answer.error().type);
    reply.message = std::move(answer.error().message);
  }
  return {Status::kAnswered,
          wire::Frame(wire::FrameType::kHostAnswer, wire::EncodeHostAnswer(reply)), ""};
}

}  // namespace stockade::executor
