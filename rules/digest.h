// SHA-256 (FIPS 180-4), for the digest of a rule set: a cache that is keyed by it may be shared
// with people who do not trust each other, so it has to resist collisions.
#pragma once

#include <string>
#include <string_view>

namespace stockade::rules {

// The first `bytes` (at most 32) of the hash, in lower-case hexadecimal.
std::string Sha256Hex(std::string_view text, size_t bytes = 32);

}  // namespace stockade::rules
