#include "analyzer/hashing.h"

#include <random>

namespace stockade::analyzer {
namespace {

constexpr uint64_t kFirstMultiplier = 0xd1342543de82ef95;
constexpr uint64_t kSecondMultiplier = 0xaf251af3b0f025b5;

uint64_t LoadWord(const char* data) {
  uint64_t word;
  std::memcpy(&word, data, sizeof(word));
  return word;
}

}  // namespace

uint64_t HashSecret() {
  static const uint64_t secret = [] {
    std::random_device device;
    return (uint64_t{device()} << 32) | device() | 1;
  }();
  return secret;
}

uint64_t HashText(std::string_view text, uint64_t secret) {
  uint64_t state = secret ^ (text.size() * kFirstMultiplier);
  const char* data = text.data();
  size_t left = text.size();
  for (; left >= 8; left -= 8, data += 8) {
    state = MixHash(state ^ LoadWord(data), kSecondMultiplier ^ secret);
  }
  if (left != 0) {
    uint64_t word = 0;
    std::memcpy(&word, data, left);
    state = MixHash(state ^ word, kSecondMultiplier ^ secret);
  }
  return MixHash(state, kFirstMultiplier);
}

NameTable::NameTable() : secret_(HashSecret()), slots_(256) {}

uint32_t NameTable::Intern(std::string_view text) {
  const uint64_t hash = HashText(text, secret_);
  const auto tag = static_cast<uint32_t>(hash >> 32);
  const size_t mask = slots_.size() - 1;
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    Slot& slot = slots_[i];
    if (slot.name == kAbsent) {
      const auto name = static_cast<uint32_t>(texts_.size());
      slot = {.name = name, .hash = tag};
      texts_.push_back(text);
      if (texts_.size() * 2 > slots_.size()) Grow();
      return name;
    }
    if (slot.hash == tag && texts_[slot.name] == text) return slot.name;
  }
}

uint32_t NameTable::InternCopy(std::string_view text) {
  if (const uint32_t found = Find(text); found != kAbsent) return found;
  copies_.push_back(std::make_unique<char[]>(text.size() + 1));
  if (!text.empty()) std::memcpy(copies_.back().get(), text.data(), text.size());
  return Intern({copies_.back().get(), text.size()});
}

uint32_t NameTable::Find(std::string_view text) const {
  const uint64_t hash = HashText(text, secret_);
  const auto tag = static_cast<uint32_t>(hash >> 32);
  const size_t mask = slots_.size() - 1;
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    const Slot& slot = slots_[i];
    if (slot.name == kAbsent) return kAbsent;
    if (slot.hash == tag && texts_[slot.name] == text) return slot.name;
  }
}

void NameTable::Grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.name == kAbsent) continue;
    size_t i = HashText(texts_[slot.name], secret_) & mask;
    while (slots_[i].name != kAbsent) i = (i + 1) & mask;
    slots_[i] = slot;
  }
}

PairTable::PairTable() : secret_(HashSecret()), mask_(255), slots_(256) {}

uint32_t& PairTable::Entry(uint32_t first, uint32_t second) {
  if (used_ * 2 > mask_) Grow();
  const uint64_t key = (uint64_t{first} << 32) | second;
  for (size_t i = Start(key);; i = (i + 1) & mask_) {
    Slot& slot = slots_[i];
    if (slot.key == key) return slot.value;
    if (slot.key == kEmpty) {
      slot.key = key;
      ++used_;
      return slot.value;
    }
  }
}

uint32_t PairTable::Find(uint32_t first, uint32_t second) const {
  const uint64_t key = (uint64_t{first} << 32) | second;
  for (size_t i = Start(key);; i = (i + 1) & mask_) {
    const Slot& slot = slots_[i];
    if (slot.key == key) return slot.value;
    if (slot.key == kEmpty) return kAbsent;
  }
}

void PairTable::Grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  mask_ = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.key == kEmpty) continue;
    size_t i = Start(slot.key);
    while (slots_[i].key != kEmpty) i = (i + 1) & mask_;
    slots_[i] = slot;
  }
}

}  // namespace stockade::analyzer
