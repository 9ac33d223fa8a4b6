#include "executor/messages.h"

#include "executor/wire.h"

namespace stockade::executor {
namespace {

Result<interpreter::CallRequest> CallFor(const Request& request, HostTable* table) {
  interpreter::CallRequest call;
  call.function = request.function;
  Value args;
  args.kind = ValueKind::kTuple;
  args.items = request.args;
  if (auto given = table->Give(&args); !given) return tl::unexpected(given.error());
  call.args = Encode(args);
  std::vector<std::pair<Value, Value>> pairs;
  for (const auto& [name, value] : request.kwargs) pairs.emplace_back(Value::Str(name), value);
  Value kwargs = Value::Dict(std::move(pairs));
  if (auto given = table->Give(&kwargs); !given) return tl::unexpected(given.error());
  call.kwargs = Encode(kwargs);
  call.types = table->TakeNewTypes();
  return call;
}

}  // namespace

Result<std::string> LoadFrame(const Submission& submission, const Policy& policy,
                              const Environment& environment, const Request& request, LoadAs as,
                              HostTable* table) {
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
  for (const auto& [name, object] : environment.objects) {
    Value value = Value::Object(object);
    if (auto given = table->Give(&value); !given) return tl::unexpected(given.error());
    load.objects.push_back(
        {name, static_cast<uint64_t>(value.integer), static_cast<uint32_t>(value.fields[0])});
  }
  load.types = table->TakeNewTypes();
  load.stdin_bytes = request.stdin_bytes;
  load.script = as == LoadAs::kRun && request.function.empty();
  message.has_call = as == LoadAs::kRun && !request.function.empty();
  if (message.has_call) {
    auto call = CallFor(request, table);
    if (!call) return tl::unexpected(call.error());
    message.call = std::move(*call);
  }
  return wire::Frame(wire::FrameType::kLoad, wire::EncodeLoad(message));
}

Result<std::string> CallFrame(const Request& request, const Policy& policy, HostTable* table) {
  auto call = CallFor(request, table);
  if (!call) return tl::unexpected(call.error());
  call->stdin_bytes = request.stdin_bytes;
  call->own_budget = true;
  call->iterations = policy.limits.iterations;
  return wire::Frame(wire::FrameType::kCall, wire::EncodeCall(*call));
}

}  // namespace stockade::executor
