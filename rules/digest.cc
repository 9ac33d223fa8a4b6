#include "rules/digest.h"

#include <sodium.h>

#include <algorithm>

namespace stockade::rules {

std::string Sha256Hex(std::string_view text, size_t bytes) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  char hex[2 * sizeof hash + 1];
  sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
  return std::string(hex, 2 * std::min(bytes, sizeof hash));
}

}  // namespace stockade::rules
