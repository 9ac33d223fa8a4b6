#include "executor/messages.h"

#include "executor/wire.h"

namespace stockade::executor {
namespace {

interpreter::CallRequest CallFor(const Request& request) {
  interpreter::CallRequest call;
  call.function = request.function;
  Value args;
  args.kind = ValueKind::kTuple;
  args.items = request.args;
  call.args = Encode(args);
  std::vector<std::pair<Value, Value>> pairs;
  for (const auto& [name, value] : request.kwargs) pairs.emplace_back(Value::Str(name), value);
  call.kwargs = Encode(Value::Dict(std::move(pairs)));
  return call;
}

}  // namespace

std::string LoadFrame(const Submission& submission, const Policy& policy,
                      const Environment& environment, const Request& request, LoadAs as) {
  wire::LoadMessage message;
  interpreter::LoadRequest& load = message.load;
  load.text = submission.text;
  load.kind = submission.kind;
  load.filename = submission.filename;
  load.guards = policy.guards;
  load.bare_names = submission.bare_names;
  load.imports = policy.imports;
  load.allow_attributes = policy.allow_attributes;
  load.dunder_methods = policy.dunder_methods;
  load.iterations = policy.limits.iterations;
  load.recursion = policy.limits.recursion;
  load.result_bytes = policy.limits.result_bytes;
  load.result_depth = policy.limits.result_depth;
  load.argv = environment.argv;
  for (const File& file : environment.files) load.files.emplace_back(file.name, file.bytes);
  load.scratch = environment.scratch;
  load.file_bytes = policy.limits.file_bytes;
  load.most_files = static_cast<uint32_t>(policy.limits.files);
  for (const HostFunction& function : environment.functions) {
    load.functions.push_back(function.signature);
  }
  load.stdin_bytes = request.stdin_bytes;
  load.script = as == LoadAs::kRun && request.function.empty();
  message.has_call = as == LoadAs::kRun && !request.function.empty();
  if (message.has_call) message.call = CallFor(request);
  return wire::Frame(wire::FrameType::kLoad, wire::EncodeLoad(message));
}

std::string CallFrame(const Request& request, const Policy& policy) {
  interpreter::CallRequest call = CallFor(request);
  call.stdin_bytes = request.stdin_bytes;
  call.own_budget = true;
  call.iterations = policy.limits.iterations;
  return wire::Frame(wire::FrameType::kCall, wire::EncodeCall(call));
}

}  // namespace stockade::executor
