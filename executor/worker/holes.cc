#include "executor/worker/holes.h"

#include <malloc.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {
namespace {

// An allocator that is none of those that this is about ends the search.
constexpr int kMostHoles = 1 << 16;

// Of libc: freed blocks of one size are found again by that size, up to here in a list of their own
// (tcache, fast bins), where they are not joined with their neighbours.
constexpr size_t kMostOwnList = 1032;
constexpr size_t kMostBlock = 96u << 10;  // larger ones are mappings

// Of CPython: blocks of one size share a pool, which begins with this header (Objects/obmalloc.c).
constexpr size_t kPoolHeader = 48;
constexpr uintptr_t kPoolBytes = PY_VERSION_HEX >= 0x030A0000 ? 16u << 10 : 4u << 10;
constexpr size_t kMostPooled = 512;
constexpr size_t kStep = 16;

void FillLibc() {
  const auto top = reinterpret_cast<uintptr_t>(sbrk(0)) - mallinfo2().keepcost;
  for (size_t size = kMostBlock; size > kStep;) {
    for (int i = 0; i < kMostHoles; ++i) {
      void* block = malloc(size);
      if (block == nullptr) return;
      if (reinterpret_cast<uintptr_t>(block) < top) continue;
      if (size > kMostOwnList) free(block);
      break;
    }
    size -= size > kMostOwnList ? size / 8 : kStep;
  }
}

void FillPools() {
  for (size_t size = kStep; size <= kMostPooled; size += kStep) {
    for (int i = 0; i < kMostHoles; ++i) {
      void* block = PyObject_Malloc(size);
      if (block == nullptr) return;
      if (reinterpret_cast<uintptr_t>(block) % kPoolBytes != kPoolHeader) continue;
      PyObject_Free(block);  // the first of a pool that is empty again
      break;
    }
  }
}

}  // namespace

void FillHoles() {
  FillPools();
  FillLibc();
}

}  // namespace stockade::executor::worker
