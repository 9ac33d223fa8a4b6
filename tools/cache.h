// What `stockade check` found before, for texts that have not changed since.
//
//   auto cache = CheckCache::Open({.directory = "/home/me/.cache/stockade"});   // null: no cache
//   CheckCache::Key key = cache->KeyOf(bytes, set.digest);
//   if (const CachedReport* known = cache->Find(key)) ...
//   cache->Add(key, report);
//   cache->Save();
//
// A report is keyed by the text, the digest of the rule set (which covers the Python version and
// all limits) and the build of the program. Keys and the seal on the file are SipHash-2-4 with 128
// bits (Aumasson, Bernstein: "SipHash: a fast short-input PRF", 2012; libsodium's) under a secret
// of the cache's own, in a file that only its owner can read. Whoever does not have the secret can
// neither write an entry that is believed nor choose a hostile text that has the key of a clean
// one. A folder that others own or may write to is not used at all.
//
// The cache may be lost, cut off, overwritten and used by many processes at once: it is one file,
// read whole, replaced by rename; the last one to save wins, and what is not sealed rightly is as
// good as not there.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzer/rule.h"

namespace stockade {

struct CachedReport {
  analyzer::FileVerdict verdict = analyzer::FileVerdict::kClean;
  std::vector<analyzer::Diagnostic> findings;
};

struct CacheOptions {
  std::string directory;         // made if it is not there; its parent must be
  size_t max_bytes = 64u << 20;  // of the file; the longest unused go first
};

// $XDG_CACHE_HOME/stockade, else $HOME/.cache/stockade; "" if neither is an absolute path.
std::string DefaultCacheDirectory();

using CacheSecret = std::array<unsigned char, 16>;

// SipHash-2-4 with a result of 128 bits.
std::array<unsigned char, 16> KeyedHash(const CacheSecret& secret, std::string_view bytes);

class CheckCache {
 public:
  using Key = std::array<unsigned char, 16>;

  // Null: there is no cache to use, and `why` says why not.
  static std::unique_ptr<CheckCache> Open(const CacheOptions& options, std::string* why);
  CheckCache(const CheckCache&) = delete;
  CheckCache& operator=(const CheckCache&) = delete;
  ~CheckCache();

  // Thread-safe, as are Find() and Add().
  Key KeyOf(std::string_view bytes, std::string_view rules_digest) const;
  // False: not known.
  bool Find(const Key& key, CachedReport* report);
  void Add(const Key& key, const CachedReport& report);
  // Writes what was added, if anything was; a failure loses the cache's news and nothing else.
  void Save();

 private:
  struct Entry {
    Key key;
    std::string_view bytes;
    bool used = false;
  };
  struct KeyHash {
    size_t operator()(const Key& key) const {  // keys are hashes already
      size_t part;
      std::memcpy(&part, key.data(), sizeof part);
      return part;
    }
  };
  CheckCache(int directory, CacheSecret secret, size_t max_bytes)
      : directory_(directory), secret_(secret), max_bytes_(max_bytes) {}
  void Load();

  const int directory_;  // a descriptor
  const CacheSecret secret_;
  const size_t max_bytes_;
  std::string loaded_;
  std::vector<Entry> entries_;
  std::unordered_map<Key, size_t, KeyHash> by_key_;
  std::mutex mutex_;
  std::vector<std::pair<Key, std::string>> added_;
};

}  // namespace stockade
