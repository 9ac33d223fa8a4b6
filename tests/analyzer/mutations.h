// Invalid and nearly valid programs, made from valid ones.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace stockade::analyzer {

class Mutator {
 public:
  explicit Mutator(uint32_t seed) : random_(seed) {}

  // Pieces of `text` between its top-level lines, each of at most 3000 bytes.
  std::vector<std::string> Pieces(const std::string& text);
  // One to three small changes: tokens dropped, doubled, swapped or replaced, characters, lines and
  // indentation changed. Deterministic for a seed.
  std::string Mutate(std::string text);
  uint32_t Below(size_t bound) {
    return static_cast<uint32_t>(random_() % (bound == 0 ? 1 : bound));
  }

 private:
  void Once(std::string* text);

  std::mt19937 random_;
};

}  // namespace stockade::analyzer
