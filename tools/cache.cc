#include "tools/cache.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sodium.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "executor/descriptor.h"

namespace stockade {
namespace {

constexpr char kPackName[] = "check-1";
constexpr char kSecretName[] = "secret";
constexpr std::string_view kMagic = "stockade check cache 1\n";
constexpr size_t kSealBytes = 16;

// ---------------------------------------------------------------------------- files

using executor::Descriptor;

// Files and folders that nobody else may have written.
bool IsOurs(const struct stat& status, mode_t forbidden) {
  return status.st_uid == geteuid() && (status.st_mode & forbidden) == 0;
}

// The whole of a regular file of ours; false if there is none or it is larger.
bool ReadOurs(int directory, const char* name, mode_t forbidden, size_t most, std::string* bytes) {
  const Descriptor file(openat(directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  struct stat status {};
  if (file.get() < 0 || fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) ||
      !IsOurs(status, forbidden) || static_cast<uint64_t>(status.st_size) > most) {
    return false;
  }
  bytes->resize(static_cast<size_t>(status.st_size));
  size_t have = 0;
  while (have < bytes->size()) {
    const ssize_t got = read(file.get(), bytes->data() + have, bytes->size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    have += static_cast<size_t>(got);
  }
  return true;
}

bool WriteAll(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = write(file, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(wrote));
  }
  return true;
}

// A new file with these bytes under a name of its own, "" if that failed.
std::string WriteTemporary(int directory, std::string_view bytes) {
  static std::atomic<unsigned> count = 0;
  const std::string name = fmt::format("new-{}-{}", getpid(), count++);
  unlinkat(directory, name.c_str(), 0);  // of a process that had our number and died
  const Descriptor file(
      openat(directory, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.get() < 0) return "";
  if (WriteAll(file.get(), bytes)) return name;
  unlinkat(directory, name.c_str(), 0);
  return "";
}

// The secret; made if there is none. Of several processes that make one, the first wins.
bool ReadSecret(int directory, CacheSecret* secret) {
  for (int attempt = 0; attempt < 2; ++attempt) {
    std::string bytes;
    if (ReadOurs(directory, kSecretName, 077, sizeof *secret, &bytes)) {
      if (bytes.size() != sizeof *secret) return false;
      std::memcpy(secret, bytes.data(), sizeof *secret);
      return true;
    }
    char random[sizeof *secret];
    if (getrandom(random, sizeof random, 0) != ssize_t{sizeof random}) return false;
    const std::string name = WriteTemporary(directory, {random, sizeof random});
    if (name.empty()) return false;
    const bool failed =
        linkat(directory, name.c_str(), directory, kSecretName, 0) != 0 && errno != EEXIST;
    unlinkat(directory, name.c_str(), 0);
    if (failed) return false;
  }
  return false;
}

// The linker's fingerprint of this program: what another build found is not what this one finds.
std::string_view BuildId() {
  static const std::string id = [] {
    std::string found;
    dl_iterate_phdr(
        [](dl_phdr_info* info, size_t, void* out) {
          for (int i = 0; i < info->dlpi_phnum; ++i) {
            const ElfW(Phdr)& part = info->dlpi_phdr[i];
            if (part.p_type != PT_NOTE) continue;
            const char* at = reinterpret_cast<const char*>(info->dlpi_addr + part.p_vaddr);
            const char* const end = at + part.p_memsz;
            while (at + sizeof(ElfW(Nhdr)) <= end) {
              ElfW(Nhdr) note;
              std::memcpy(&note, at, sizeof note);
              const char* const name = at + sizeof note;
              const char* const value = name + ((note.n_namesz + 3) & ~3u);
              if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4) {
                static_cast<std::string*>(out)->assign(value, note.n_descsz);
              }
              at = value + ((note.n_descsz + 3) & ~3u);
            }
          }
          return 1;  // the program comes first
        },
        &found);
    return found;
  }();
  return id;
}

// ---------------------------------------------------------------------------- entries

class Writer {
 public:
  void Number(uint32_t value) { out_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void Text(std::string_view text) {
    Number(static_cast<uint32_t>(text.size()));
    out_ += text;
  }
  void Place(const analyzer::Span& span) {
    for (const analyzer::Position& p : {span.start, span.end}) {
      Number(p.line);
      Number(p.column);
      Number(p.byte);
    }
  }
  std::string Take() { return std::move(out_); }

 private:
  std::string out_;
};

// Reads nothing past the end; then ok() is false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : left_(bytes) {}
  uint32_t Number() {
    uint32_t value = 0;
    if (left_.size() < sizeof value) {
      ok_ = false;
      return 0;
    }
    std::memcpy(&value, left_.data(), sizeof value);
    left_.remove_prefix(sizeof value);
    return value;
  }
  std::string Text() {
    const uint32_t size = Number();
    if (size > left_.size()) {
      ok_ = false;
      return {};
    }
    std::string text(left_.substr(0, size));
    left_.remove_prefix(size);
    return text;
  }
  analyzer::Span Place() {
    analyzer::Span span;
    for (analyzer::Position* p : {&span.start, &span.end}) {
      p->line = Number();
      p->column = Number();
      p->byte = Number();
    }
    return span;
  }
  // A count of things that take at least four bytes each.
  uint32_t Count() {
    const uint32_t count = Number();
    if (count > left_.size() / 4) ok_ = false;
    return ok_ ? count : 0;
  }
  bool ok() const { return ok_; }
  bool at_end() const { return left_.empty(); }

 private:
  std::string_view left_;
  bool ok_ = true;
};

std::string Encoded(const CachedReport& report) {
  Writer out;
  out.Number(static_cast<uint32_t>(report.verdict));
  out.Number(static_cast<uint32_t>(report.findings.size()));
  for (const analyzer::Diagnostic& finding : report.findings) {
    out.Text(finding.code);
    out.Text(finding.rule);
    out.Number(static_cast<uint32_t>(finding.severity));
    out.Text(finding.message);
    out.Text(finding.help);
    out.Place(finding.span);
    out.Number(finding.fix ? 1 : 0);
    if (!finding.fix) continue;
    out.Text(finding.fix->message);
    out.Number(static_cast<uint32_t>(finding.fix->edits.size()));
    for (const analyzer::Edit& edit : finding.fix->edits) {
      out.Place(edit.span);
      out.Text(edit.text);
    }
  }
  return out.Take();
}

bool Decode(std::string_view bytes, CachedReport* report) {
  Reader in(bytes);
  const uint32_t verdict = in.Number();
  if (verdict > static_cast<uint32_t>(analyzer::FileVerdict::kUnreadable)) return false;
  report->verdict = static_cast<analyzer::FileVerdict>(verdict);
  const uint32_t count = in.Count();
  report->findings.resize(count);
  for (analyzer::Diagnostic& finding : report->findings) {
    finding.code = in.Text();
    finding.rule = in.Text();
    const uint32_t severity = in.Number();
    if (severity > static_cast<uint32_t>(analyzer::Severity::kInfo)) return false;
    finding.severity = static_cast<analyzer::Severity>(severity);
    finding.message = in.Text();
    finding.help = in.Text();
    finding.span = in.Place();
    if (in.Number() == 0) continue;
    finding.fix.emplace();
    finding.fix->message = in.Text();
    finding.fix->edits.resize(in.Count());
    for (analyzer::Edit& edit : finding.fix->edits) {
      edit.span = in.Place();
      edit.text = in.Text();
    }
  }
  return in.ok() && in.at_end();
}

}  // namespace

std::string DefaultCacheDirectory() {
  struct Row {
    const char* variable;
    const char* below;
  };
  constexpr Row kRows[] = {{"XDG_CACHE_HOME", "/stockade"}, {"HOME", "/.cache/stockade"}};
  for (const Row& row : kRows) {
    // Paths in it must be absolute (XDG Base Directory Specification).
    if (const char* value = std::getenv(row.variable); value != nullptr && value[0] == '/') {
      return std::string(value) + row.below;
    }
  }
  return "";
}

CheckCache::Key KeyedHash(const CacheSecret& secret, std::string_view bytes) {
  static_assert(sizeof(CheckCache::Key) == crypto_shorthash_siphashx24_BYTES);
  static_assert(sizeof(CacheSecret) == crypto_shorthash_siphashx24_KEYBYTES);
  CheckCache::Key key;
  crypto_shorthash_siphashx24(key.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                              bytes.size(), secret.data());
  return key;
}

std::unique_ptr<CheckCache> CheckCache::Open(const CacheOptions& options, std::string* why) {
  const auto refuse = [&](std::string reason) {
    *why = fmt::format("the cache \"{}\" is not used: {}", options.directory, reason);
    return nullptr;
  };
  if (BuildId().empty()) return refuse("this program has no build fingerprint");
  if (mkdir(options.directory.c_str(), 0700) != 0 && errno != EEXIST) {
    return refuse(std::strerror(errno));
  }
  Descriptor directory(
      open(options.directory.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (directory.get() < 0) return refuse(std::strerror(errno));
  struct stat status {};
  if (fstat(directory.get(), &status) != 0) return refuse(std::strerror(errno));
  if (!IsOurs(status, 022)) return refuse("others own it or may write to it");
  CacheSecret secret;
  if (!ReadSecret(directory.get(), &secret)) return refuse("its secret cannot be read or made");
  std::unique_ptr<CheckCache> cache(new CheckCache(directory.Release(), secret, options.max_bytes));
  cache->Load();
  return cache;
}

CheckCache::~CheckCache() { close(directory_); }

// The file: magic, build, entries of key, size and bytes, and the seal over all that.
void CheckCache::Load() {
  std::string bytes;
  if (!ReadOurs(directory_, kPackName, 022, max_bytes_, &bytes)) return;
  if (bytes.size() < kSealBytes) return;
  const std::string_view sealed = std::string_view(bytes).substr(0, bytes.size() - kSealBytes);
  const Key seal = KeyedHash(secret_, sealed);
  if (std::memcmp(seal.data(), bytes.data() + sealed.size(), kSealBytes) != 0) return;
  std::string_view left = sealed;
  if (!left.starts_with(kMagic)) return;
  left.remove_prefix(kMagic.size());
  if (!left.starts_with(BuildId())) return;
  left.remove_prefix(BuildId().size());
  // Offsets are taken again from where the bytes come to stay.
  loaded_ = std::move(bytes);
  left = std::string_view(loaded_).substr(kMagic.size() + BuildId().size(), left.size());
  constexpr size_t kHead = sizeof(Key) + sizeof(uint32_t);
  while (left.size() >= kHead) {
    Entry entry{};
    uint32_t size;
    std::memcpy(entry.key.data(), left.data(), sizeof(Key));
    std::memcpy(&size, left.data() + sizeof(Key), sizeof size);
    left.remove_prefix(kHead);
    if (size > left.size()) return;
    entry.bytes = left.substr(0, size);
    left.remove_prefix(size);
    by_key_.emplace(entry.key, entries_.size());
    entries_.push_back(entry);
  }
}

CheckCache::Key CheckCache::KeyOf(std::string_view bytes, std::string_view rules_digest) const {
  // The text's hash goes into the second one, so that no text can imitate what follows it.
  const Key text = KeyedHash(secret_, bytes);
  std::string all(reinterpret_cast<const char*>(text.data()), sizeof text);
  all += BuildId();
  all += rules_digest;
  return KeyedHash(secret_, all);
}

bool CheckCache::Find(const Key& key, CachedReport* report) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return false;
  Entry& entry = entries_[found->second];
  {
    const std::lock_guard lock(mutex_);
    entry.used = true;
  }
  return Decode(entry.bytes, report);
}

void CheckCache::Add(const Key& key, const CachedReport& report) {
  std::string bytes = Encoded(report);
  const std::lock_guard lock(mutex_);
  added_.emplace_back(key, std::move(bytes));
}

void CheckCache::Save() {
  const std::lock_guard lock(mutex_);
  if (added_.empty()) return;
  std::string out(kMagic);
  out += BuildId();
  const auto add = [&](const Key& key, std::string_view bytes) {
    const size_t all = out.size() + sizeof key + sizeof(uint32_t) + bytes.size() + kSealBytes;
    if (all > max_bytes_ || bytes.size() > std::numeric_limits<uint32_t>::max()) return;
    const auto size = static_cast<uint32_t>(bytes.size());
    out.append(reinterpret_cast<const char*>(key.data()), sizeof key);
    out.append(reinterpret_cast<const char*>(&size), sizeof size);
    out += bytes;
  };
  // What was wanted last comes first, so that the cap cuts off what was not wanted for longest.
  for (const auto& [key, bytes] : added_) add(key, bytes);
  for (const bool used : {true, false}) {
    for (const Entry& entry : entries_) {
      if (entry.used == used) add(entry.key, entry.bytes);
    }
  }
  const Key seal = KeyedHash(secret_, out);
  out.append(reinterpret_cast<const char*>(seal.data()), sizeof seal);
  added_.clear();
  const std::string name = WriteTemporary(directory_, out);
  if (name.empty()) return;
  if (renameat(directory_, name.c_str(), directory_, kPackName) != 0) {
    unlinkat(directory_, name.c_str(), 0);
  }
}

}  // namespace stockade
