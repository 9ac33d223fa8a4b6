// The host's functions and objects as one run knows them: the run has numbers, the table has what
// is behind them (private to the executor).
//
//   HostTable table(environment, limits);
//   LoadFrame(..., &table);                  // gives the environment's objects their numbers
//   if (auto given = table.Give(&value); !given) ...
//   bool known = table.Resolve(&argument);   // hostile: false is a breach
//
// A copy is another run's that starts from the same state: calls of a prepared module.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "executor/host_object.h"
#include "executor/policy.h"
#include "executor/request.h"
#include "executor/value.h"

namespace stockade::executor {

class HostTable {
 public:
  // The environment is borrowed for the table's life.
  HostTable(const Environment& environment, const Limits& limits)
      : functions_(&environment.functions), most_(limits.host_objects) {}

  const std::vector<HostFunction>& functions() const { return *functions_; }

  // Numbers every host object in `value`. On error (kBadLimit: too many; kBadPolicy: a type is not
  // well made) nothing is numbered.
  Result<void> Give(Value* value);
  // Puts the object behind each number in `value`. False: one is not this run's.
  bool Resolve(Value* value) const;
  // Null: there is no such number.
  std::shared_ptr<const HostObject> Find(uint64_t number) const;
  // The worker has let go of it. A number that is not there is not heard.
  void Release(uint64_t number);
  // Types that the worker has not been told of; it is taken that it now is. They are numbered in
  // the order in which they were told, from 0.
  std::vector<HostType> TakeNewTypes();

  size_t size() const { return objects_.size(); }

 private:
  using Key = std::pair<const HostType*, const void*>;
  Result<void> Number(Value* value, std::vector<uint64_t>* made);
  Result<uint32_t> TypeNumber(const std::shared_ptr<const HostType>& type);

  const std::vector<HostFunction>* functions_;
  uint64_t most_;
  uint64_t next_ = 1;
  std::map<uint64_t, std::shared_ptr<const HostObject>> objects_;
  std::map<Key, uint64_t> numbers_;
  std::vector<std::shared_ptr<const HostType>> types_;
  size_t told_ = 0;  // of `types_`
};

}  // namespace stockade::executor
