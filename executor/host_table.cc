#include "executor/host_table.h"

namespace stockade::executor {
namespace {

const void* IdentityOf(const HostObject& object) {
  return object.identity != nullptr ? object.identity : &object;
}

}  // namespace

Result<uint32_t> HostTable::TypeNumber(const std::shared_ptr<const HostType>& type) {
  for (size_t i = 0; i < types_.size(); ++i) {
    if (types_[i] == type) return static_cast<uint32_t>(i);
  }
  if (auto checked = CheckHostType(*type); !checked) return tl::unexpected(checked.error());
  types_.push_back(type);
  return static_cast<uint32_t>(types_.size() - 1);
}

// Values are as deep as the caller made them, or as Decode() allowed.
Result<void> HostTable::Number(Value* value, std::vector<uint64_t>* made) {
  if (value->kind == ValueKind::kHostObject) {
    if (value->object == nullptr || value->object->type == nullptr) {
      return tl::unexpected(Error{ErrorCode::kBadPolicy, "a host object has no type"});
    }
    auto type = TypeNumber(value->object->type);
    if (!type) return tl::unexpected(type.error());
    value->fields[0] = static_cast<int32_t>(*type);
    const Key key{value->object->type.get(), IdentityOf(*value->object)};
    const auto known = numbers_.find(key);
    if (known == numbers_.end() && objects_.size() >= most_) {
      return tl::unexpected(
          Error{ErrorCode::kBadLimit,
                "the run would hold more than " + std::to_string(most_) + " host objects"});
    }
    const uint64_t number = known == numbers_.end() ? next_++ : known->second;
    if (known == numbers_.end()) {
      objects_[number] = value->object;
      numbers_[key] = number;
      made->push_back(number);
    }
    value->integer = static_cast<int64_t>(number);
    return {};
  }
  for (Value& item : value->items) {
    if (auto done = Number(&item, made); !done) return done;
  }
  for (auto& [key, item] : value->pairs) {
    if (auto done = Number(&key, made); !done) return done;
    if (auto done = Number(&item, made); !done) return done;
  }
  return {};
}

Result<void> HostTable::Give(Value* value) {
  std::vector<uint64_t> made;
  auto done = Number(value, &made);
  if (!done) {
    for (const uint64_t number : made) Release(number);
  }
  return done;
}

bool HostTable::Resolve(Value* value) const {
  if (value->kind == ValueKind::kHostObject) {
    value->object = Find(static_cast<uint64_t>(value->integer));
    return value->object != nullptr;
  }
  for (Value& item : value->items) {
    if (!Resolve(&item)) return false;
  }
  for (auto& [key, item] : value->pairs) {
    if (!Resolve(&key) || !Resolve(&item)) return false;
  }
  return true;
}

std::shared_ptr<const HostObject> HostTable::Find(uint64_t number) const {
  const auto found = objects_.find(number);
  return found == objects_.end() ? nullptr : found->second;
}

void HostTable::Release(uint64_t number) {
  const auto found = objects_.find(number);
  if (found == objects_.end()) return;
  numbers_.erase({found->second->type.get(), IdentityOf(*found->second)});
  objects_.erase(found);
}

std::vector<HostType> HostTable::TakeNewTypes() {
  std::vector<HostType> fresh;
  for (; told_ < types_.size(); ++told_) fresh.push_back(*types_[told_]);
  return fresh;
}

}  // namespace stockade::executor
