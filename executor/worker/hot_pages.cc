#include "executor/worker/hot_pages.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <string>
#include <string_view>

#include "executor/channel.h"
#include "executor/descriptor.h"

namespace stockade::executor {
namespace {

// MADV_POPULATE_WRITE; Debian 12's headers have no name for it.
constexpr int kPopulateWrite = 23;
// Bits of an entry of /proc/PID/pagemap (Documentation/admin-guide/mm/pagemap.rst).
constexpr uint64_t kPresent = uint64_t{1} << 63;
constexpr uint64_t kOfFile = uint64_t{1} << 61;
constexpr uint64_t kMappedOnce = uint64_t{1} << 56;
// More than this is no set of hot pages, but the whole of a process.
constexpr size_t kMostPages = 4096;

std::string ReadWhole(const char* path) {
  const Descriptor file(open(path, O_RDONLY | O_CLOEXEC));
  std::string text;
  char buffer[16u << 10];
  ssize_t got = 0;
  while (file && (got = read(file.get(), buffer, sizeof buffer)) > 0) {
    text.append(buffer, static_cast<size_t>(got));
  }
  return text;
}

// A line of /proc/self/maps: "55d0c8a00000-55d0c8a21000 rw-p 00000000 fe:01 1234    /usr/lib/..."
struct Mapping {
  PageRange range;
  std::string_view access;  // "rw-p"
  bool of_file = false;
};

std::vector<Mapping> MappingsOf(std::string_view maps) {
  std::vector<Mapping> all;
  for (size_t at = 0; at < maps.size();) {
    const std::string_view line = maps.substr(at, maps.find('\n', at) - at);
    at += line.size() + 1;
    char* rest = nullptr;
    const uintptr_t first = std::strtoull(line.data(), &rest, 16);
    const uintptr_t last = *rest == '-' ? std::strtoull(rest + 1, &rest, 16) : first;
    if (*rest != ' ') continue;
    all.push_back({{first, last - first}, {rest + 1, 4}, line.find('/') != std::string_view::npos});
  }
  return all;
}

// Pages of one mapping that this process has for itself.
void AddPages(int pagemap, PageRange mapping, HotPages* pages) {
  const auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  for (size_t at = 0; at < mapping.bytes;) {
    uint64_t entries[512];
    const size_t size = std::min(sizeof entries, (mapping.bytes - at) / page * sizeof entries[0]);
    const auto place = static_cast<off_t>((mapping.start + at) / page * sizeof entries[0]);
    const ssize_t got = pread(pagemap, entries, size, place);
    if (got <= 0) return;
    for (size_t i = 0; i < static_cast<size_t>(got) / sizeof entries[0]; ++i, at += page) {
      if ((entries[i] & (kPresent | kMappedOnce | kOfFile)) != (kPresent | kMappedOnce)) continue;
      const uintptr_t start = mapping.start + at;
      if (!pages->empty() && pages->back().start + pages->back().bytes == start) {
        pages->back().bytes += page;
      } else {
        pages->push_back({start, page});
      }
    }
  }
}

// What this process has had to copy since it was forked.
HotPages OwnPages() {
  const Descriptor pagemap(open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC));
  const std::string maps = ReadWhole("/proc/self/maps");
  HotPages pages;
  for (const Mapping& mapping : MappingsOf(maps)) {
    if (pagemap && mapping.access == "rw-p") AddPages(pagemap.get(), mapping.range, &pages);
  }
  return pages;
}

bool SendRanges(int pipe, const std::vector<PageRange>& ranges) {
  const size_t count = ranges.size();
  return WriteAll(pipe, &count, sizeof count) &&
         WriteAll(pipe, ranges.data(), count * sizeof(PageRange));
}

bool ReceiveRanges(int pipe, std::vector<PageRange>* ranges) {
  size_t count = 0;
  if (!ReadAll(pipe, &count, sizeof count) || count > kMostPages) return false;
  ranges->resize(count);
  return ReadAll(pipe, ranges->data(), count * sizeof(PageRange));
}

bool EndedWell(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status == 0;
}

}  // namespace

HotPages LearnHotPages(const std::function<void()>& before, const std::function<void()>& work) {
  Descriptor ours;
  Descriptor theirs;
  HotPages pages;
  if (!MakePipe(&ours, &theirs)) return pages;
  const pid_t child = fork();
  if (child == 0) {
    before();
    const pid_t grandchild = fork();
    if (grandchild == 0) {
      work();
      const HotPages own = OwnPages();
      _exit(SendRanges(theirs.get(), own) ? 0 : 1);
    }
    _exit(grandchild > 0 && EndedWell(grandchild) ? 0 : 1);
  }
  theirs.Reset();
  const bool heard = child > 0 && ReceiveRanges(ours.get(), &pages);
  // A child that has more to tell than was heard ends by its broken pipe.
  ours.Reset();
  const bool well = child > 0 && EndedWell(child);
  return heard && well ? pages : HotPages();
}

void Populate(const HotPages& pages) {
  for (const PageRange& range : pages) {
    // What the child mapped anew is not mapped here, and is refused; that is well.
    const int done = madvise(reinterpret_cast<void*>(range.start), range.bytes, kPopulateWrite);
    if (done != 0 && errno == EINVAL) return;  // the kernel does not know the advice
  }
}

void InheritFilePages() {
  const Descriptor memory(open("/proc/self/mem", O_RDWR | O_CLOEXEC));
  const std::string maps = ReadWhole("/proc/self/maps");
  for (const Mapping& mapping : MappingsOf(maps)) {
    if (!memory || !mapping.of_file || mapping.access[0] != 'r' || mapping.access[3] != 'p') {
      continue;
    }
    // The byte that is there already. A kernel that does not let it be written leaves all as it is.
    const auto place = static_cast<off_t>(mapping.range.start);
    char byte = 0;
    if (pread(memory.get(), &byte, 1, place) != 1 || pwrite(memory.get(), &byte, 1, place) != 1) {
      return;
    }
  }
}

}  // namespace stockade::executor
