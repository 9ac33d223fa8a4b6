#include "rules/digest.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace stockade::rules {
namespace {

constexpr bool IsPrime(uint32_t n) {
  for (uint32_t d = 2; d * d <= n; ++d) {
    if (n % d == 0) return false;
  }
  return n > 1;
}

// The first 32 bits of the fractional part of the nth root of a small prime, found by bisection in
// integers: the standard's constants come from here and need no table of magic numbers.
template <int kRoot>
constexpr uint32_t RootFraction(uint32_t prime) {
  // Largest r with r^kRoot <= prime * 2^(32*kRoot); r has 32 fractional bits and fits 36 bits.
  uint64_t low = 0, high = uint64_t{1} << 37;
  while (high - low > 1) {
    const uint64_t middle = low + (high - low) / 2;
    // Numbers of 4 limbs of 32 bits: 37 * 3 = 111 bits and prime * 2^96 = 105 bits fit.
    __extension__ typedef unsigned __int128 Wide;
    Wide power = middle;
    for (int i = 1; i < kRoot; ++i) power *= middle;
    const Wide bound = static_cast<Wide>(prime) << (32 * kRoot);
    (power <= bound ? low : high) = middle;
  }
  return static_cast<uint32_t>(low);
}

template <int kRoot, size_t kCount>
constexpr std::array<uint32_t, kCount> Constants() {
  std::array<uint32_t, kCount> out{};
  uint32_t prime = 1;
  for (uint32_t& value : out) {
    do ++prime;
    while (!IsPrime(prime));
    value = RootFraction<kRoot>(prime);
  }
  return out;
}

constexpr std::array<uint32_t, 64> kRound = Constants<3, 64>();
constexpr std::array<uint32_t, 8> kStart = Constants<2, 8>();
static_assert(kRound[0] == 0x428a2f98 && kStart[0] == 0x6a09e667);

void Block(std::array<uint32_t, 8>& state, const unsigned char* data) {
  std::array<uint32_t, 64> w{};
  for (size_t i = 0; i < 16; ++i) {
    w[i] = static_cast<uint32_t>(data[4 * i]) << 24 | static_cast<uint32_t>(data[4 * i + 1]) << 16 |
           static_cast<uint32_t>(data[4 * i + 2]) << 8 | data[4 * i + 3];
  }
  for (size_t i = 16; i < 64; ++i) {
    const uint32_t a = w[i - 15], b = w[i - 2];
    w[i] = w[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3)) + w[i - 7] +
           (std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10));
  }
  std::array<uint32_t, 8> s = state;
  for (size_t i = 0; i < 64; ++i) {
    const uint32_t choose = (s[4] & s[5]) ^ (~s[4] & s[6]);
    const uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
    const uint32_t t1 = s[7] + (std::rotr(s[4], 6) ^ std::rotr(s[4], 11) ^ std::rotr(s[4], 25)) +
                        choose + kRound[i] + w[i];
    const uint32_t t2 = (std::rotr(s[0], 2) ^ std::rotr(s[0], 13) ^ std::rotr(s[0], 22)) + majority;
    s = {t1 + t2, s[0], s[1], s[2], s[3] + t1, s[4], s[5], s[6]};
  }
  for (size_t i = 0; i < 8; ++i) state[i] += s[i];
}

}  // namespace

std::string Sha256Hex(std::string_view text, size_t bytes) {
  std::string padded(text);
  padded += '\x80';
  padded.append((64 + 56 - padded.size() % 64) % 64, '\0');
  const uint64_t bits = uint64_t{text.size()} * 8;
  for (int shift = 56; shift >= 0; shift -= 8) padded += static_cast<char>(bits >> shift & 0xff);
  std::array<uint32_t, 8> state = kStart;
  for (size_t at = 0; at < padded.size(); at += 64) {
    Block(state, reinterpret_cast<const unsigned char*>(padded.data()) + at);
  }
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (size_t i = 0; i < std::min<size_t>(bytes, 32); ++i) {
    const uint32_t byte = state[i / 4] >> (24 - 8 * (i % 4)) & 0xff;
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  }
  return out;
}

}  // namespace stockade::rules
