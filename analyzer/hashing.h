// Hash tables of the name analysis (private to the analyzer): interned names, and pairs of indices.
//
// Open addressing, never shrinks. The hash is keyed with a secret of the process, because the
// submitter chooses the names: text that makes all names collide must not exist.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace stockade::analyzer {

// Differs from process to process; nothing that is reported depends on it.
uint64_t HashSecret();

inline uint64_t MixHash(uint64_t a, uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

uint64_t HashText(std::string_view text, uint64_t secret);

// Numbers texts in the order of their first appearance.
class NameTable {
 public:
  static constexpr uint32_t kAbsent = 0xffffffff;

  NameTable();
  // `text` must outlive the table.
  uint32_t Intern(std::string_view text);
  uint32_t InternCopy(std::string_view text);
  uint32_t Find(std::string_view text) const;
  std::string_view Text(uint32_t name) const { return texts_[name]; }
  uint32_t size() const { return static_cast<uint32_t>(texts_.size()); }

 private:
  void Grow();

  struct Slot {
    uint32_t name = kAbsent;
    uint32_t hash = 0;
  };
  uint64_t secret_;
  std::vector<Slot> slots_;
  std::vector<std::string_view> texts_;
  std::vector<std::unique_ptr<char[]>> copies_;
};

// Maps pairs of indices to an index.
class PairTable {
 public:
  static constexpr uint32_t kAbsent = 0xffffffff;

  PairTable();
  // The entry of the pair, kAbsent when new; the caller fills it in before the next call.
  uint32_t& Entry(uint32_t first, uint32_t second);
  uint32_t Find(uint32_t first, uint32_t second) const;

 private:
  void Grow();
  size_t Start(uint64_t key) const { return MixHash(key ^ secret_, kMultiplier) & mask_; }

  static constexpr uint64_t kMultiplier = 0x9e3779b97f4a7c15;
  static constexpr uint64_t kEmpty = ~uint64_t{0};
  struct Slot {
    uint64_t key = kEmpty;
    uint32_t value = kAbsent;
  };
  uint64_t secret_;
  size_t mask_;
  size_t used_ = 0;
  std::vector<Slot> slots_;
};

}  // namespace stockade::analyzer
