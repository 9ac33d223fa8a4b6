// Objects of the caller that a run reaches by handles: never a copy, never the object.
//
//   auto order = std::make_shared<HostType>();
//   order->name = "Order";
//   order->attributes = {{.name = "total"}, {.name = "note", .writable = true}};
//   order->methods = {{.signature = *ParseSignature("cancel(reason=None)")}};
//   auto one = std::make_shared<HostObject>();
//   one->type = order;
//   one->answer = [](const HostCall& call) -> HostAnswer {
//     if (call.act == HostAct::kRead && call.function == "total") return Value::Int(12);
//     return HostFailed("AttributeError", std::string(call.function));
//   };
//   request.environment.objects = {{"order", one}};     // or Value::Object(one) as an argument
//
// What a run holds is a number of its own table, and an object of a class that the worker makes
// from the type. Every read, write and call of it is a host call: the worker checks it, and the
// supervisor checks it again against the type, as hostile bytes, before `answer` hears of it. An
// answer is a value of the closed format; an object in it becomes another handle only where the
// member says so with `gives`. The table ends with the run (of a prepared module or a session, with
// that), and nothing of it is known to another run.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "executor/host_function.h"

namespace stockade::executor {

struct HostAttribute {
  std::string name;
  bool writable = false;
  std::string gives;  // the name of the type of the objects in the answer; empty: there are none
};

struct HostMethod {
  // Its name is one that a submission may spell, or one of kHostSpecials.
  HostSignature signature;
  std::string gives;
};

// What is not listed here is not there.
struct HostType {
  std::string name;
  std::vector<HostAttribute> attributes;
  std::vector<HostMethod> methods;
};

// Operations that a type may have as methods: with so many arguments, `__call__` with any. The
// answer of `__iter__` is a list: the items as they are at that moment.
struct HostSpecial {
  std::string_view name;
  int arguments;  // -1: any
};
inline constexpr HostSpecial kHostSpecials[] = {
    {"__getitem__", 1}, {"__setitem__", 2},  {"__delitem__", 1}, {"__len__", 0},
    {"__iter__", 0},    {"__contains__", 1}, {"__call__", -1},
};

struct HostObject {
  std::shared_ptr<const HostType> type;
  // As HostFunction::answer; `call.function` is the member's name, of a write `call.args` has the
  // value. Kept until the run that has a handle of it ends or lets go of the handle.
  std::function<HostAnswer(const HostCall& call)> answer;
  // Objects of one type with the same `identity` are one and the same to a run. Null: its own.
  const void* identity = nullptr;
  // For the caller: it comes back with the object where a run passes it as an argument.
  std::shared_ptr<void> own;
};

// kBadPolicy says what is wrong with the type: a name that no submission could spell or that the
// guards refuse, one that is there twice, a special method with other arguments.
Result<void> CheckHostType(const HostType& type);

}  // namespace stockade::executor
