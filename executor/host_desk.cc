#include "executor/host_desk.h"

#include <algorithm>
#include <exception>

#include "executor/wire.h"

namespace stockade::executor {
namespace {

HostDesk::Answer Broken(std::string problem) {
  return {HostDesk::Status::kBroken, "", std::move(problem)};
}

// What a request asks for, found in the table: nothing of it is the worker's word.
struct Target {
  HostSignature signature;  // of a read: without parameters, of a write: with the value
  const std::function<HostAnswer(const HostCall&)>* answer = nullptr;
  std::shared_ptr<const HostObject> object;  // null: a function
  std::string_view gives;
};

bool FindMember(const interpreter::HostRequest& request, Target* target) {
  const HostType& type = *target->object->type;
  target->answer = &target->object->answer;
  if (request.act == HostAct::kMethod) {
    if (request.function >= type.methods.size()) return false;
    target->signature = type.methods[request.function].signature;
    target->gives = type.methods[request.function].gives;
    return true;
  }
  if (request.function >= type.attributes.size()) return false;
  const HostAttribute& attribute = type.attributes[request.function];
  target->signature.name = attribute.name;
  if (request.act == HostAct::kRead) {
    target->gives = attribute.gives;
    return true;
  }
  target->signature.parameters.push_back({.name = "value"});
  return attribute.writable;
}

bool FindTarget(const interpreter::HostRequest& request, const HostTable& table, Target* target) {
  if (request.act != HostAct::kFunction) {
    target->object = table.Find(request.object);
    return target->object != nullptr && FindMember(request, target);
  }
  if (request.object != 0 || request.function >= table.functions().size()) return false;
  const HostFunction& function = table.functions()[request.function];
  target->signature = function.signature;
  target->answer = &function.answer;
  return true;
}

// False: these bytes are no such arguments.
bool DecodeArguments(const interpreter::HostRequest& request, const Limits& limits,
                     const HostTable& table, HostCall* call) {
  const ValueLimits most = {
      .bytes = limits.result_bytes, .depth = limits.result_depth + 1, .handles = true};
  auto args = Decode(request.args, most);
  auto kwargs = Decode(request.kwargs, most);
  if (!args || !kwargs || args->kind != ValueKind::kTuple || kwargs->kind != ValueKind::kDict ||
      !table.Resolve(&*args) || !table.Resolve(&*kwargs)) {
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
HostAnswer Ask(const std::function<HostAnswer(const HostCall&)>& answer, const HostCall& call) {
  if (!answer) return HostFailed("NotImplementedError", "the host has no answer");
  try {
    return answer(call);
  } catch (const std::exception& error) {
    return HostFailed("RuntimeError", error.what());
  } catch (...) {
    return HostFailed("RuntimeError", "the host's function failed");
  }
}

// Are all host objects in `value` of the type that the member gives?
bool GivesOnly(const Value& value, std::string_view gives) {
  if (value.kind == ValueKind::kHostObject) {
    return value.object != nullptr && value.object->type != nullptr && !gives.empty() &&
           value.object->type->name == gives;
  }
  const auto fine = [gives](const Value& item) { return GivesOnly(item, gives); };
  return std::all_of(value.items.begin(), value.items.end(), fine) &&
         std::all_of(value.pairs.begin(), value.pairs.end(),
                     [&fine](const auto& pair) { return fine(pair.first) && fine(pair.second); });
}

std::string WithoutControls(std::string text) {
  for (char& c : text) {
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    if (control && c != '\n' && c != '\t') c = ' ';
  }
  return text;
}

}  // namespace

HostDesk::Answer HostDesk::Serve(std::string_view payload) {
  interpreter::HostRequest request;
  Target target;
  HostCall call;
  if (!wire::DecodeHostCall(payload, &request)) {
    return Broken("the worker sent a host call that is none");
  }
  for (const uint64_t number : request.released) table_.Release(number);
  if (!FindTarget(request, table_, &target) || !DecodeArguments(request, limits_, table_, &call)) {
    return Broken("the worker sent a host call that is none");
  }
  std::vector<std::string_view> keywords;
  for (const auto& [name, value] : call.kwargs) keywords.push_back(name);
  // The worker has checked this; one that has not is not ours any more.
  if (const std::string wrong = CheckHostCall(target.signature, call.args.size(), keywords);
      !wrong.empty()) {
    return Broken("the worker sent a host call that does not fit: " + wrong);
  }
  if (calls_ >= limits_.host_calls) return {Status::kTooMany, "", ""};
  ++calls_;
  call.function = target.signature.name;
  call.act = request.act;
  const auto begin = std::chrono::steady_clock::now();
  HostAnswer answer = Ask(*target.answer, call);
  time_ += std::chrono::steady_clock::now() - begin;
  if (answer && target.object != nullptr && !GivesOnly(*answer, target.gives)) {
    answer = HostFailed("TypeError", target.object->type->name + "." + target.signature.name +
                                         " gave a host object that it does not declare");
  }
  if (answer) {
    if (auto given = table_.Give(&*answer); !given) {
      answer = HostFailed("RuntimeError", given.error().message);
    }
  }
  interpreter::HostReply reply;
  reply.failed = !answer.has_value();
  if (answer) {
    reply.value = Encode(*answer);
    reply.types = table_.TakeNewTypes();
  } else {
    reply.error_type = std::move(answer.error().type);
    reply.message = WithoutControls(std::move(answer.error().message));
  }
  return {Status::kAnswered,
          wire::Frame(wire::FrameType::kHostAnswer, wire::EncodeHostAnswer(reply)), ""};
}

}  // namespace stockade::executor
