#include "analyzer/arena.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>

#include <tree_sitter/api.h>

namespace stockade::analyzer {
namespace {

constexpr size_t kChunkBytes = 1 << 20;

struct Kept {
  struct Block {
    char* data;
    size_t size;
  };
  std::vector<Block> blocks;  // all of kChunkBytes
  ~Kept() {
    for (const Block& block : blocks) std::free(block.data);
    gone = true;
  }
  static thread_local bool gone;  // arenas may die after it at the end of a thread
};
thread_local bool Kept::gone = false;
thread_local Kept kept;
thread_local Arena* current_arena = nullptr;

[[noreturn]] void OutOfMemory(size_t size) {
  std::fprintf(stderr, "stockade: out of memory for %zu bytes\n", size);
  std::abort();
}

// Each block of tree-sitter's starts with its size and where it came from.
constexpr uint64_t kFromHeap = uint64_t{1} << 63;
constexpr size_t kHeader = sizeof(uint64_t);

void* Stamp(void* block, uint64_t header) {
  std::memcpy(block, &header, kHeader);
  return static_cast<char*>(block) + kHeader;
}

void* AllocateBlock(size_t size) {
  if (current_arena != nullptr) return Stamp(current_arena->Allocate(size + kHeader), size);
  void* block = size > SIZE_MAX / 2 ? nullptr : std::malloc(size + kHeader);
  if (block == nullptr) OutOfMemory(size);
  return Stamp(block, size | kFromHeap);
}

void* AllocateZeroed(size_t count, size_t size) {
  if (size != 0 && count > SIZE_MAX / 2 / size) OutOfMemory(size);
  void* block = AllocateBlock(count * size);
  std::memset(block, 0, count * size);
  return block;
}

void FreeBlock(void* pointer) {
  if (pointer == nullptr) return;
  void* block = static_cast<char*>(pointer) - kHeader;
  uint64_t header;
  std::memcpy(&header, block, kHeader);
  if ((header & kFromHeap) != 0) {
    std::free(block);
  } else if (current_arena != nullptr) {
    current_arena->ResizeLast(block, header + kHeader, 0);
  }
}

void* ReallocateBlock(void* pointer, size_t size) {
  if (pointer == nullptr) return AllocateBlock(size);
  void* block = static_cast<char*>(pointer) - kHeader;
  uint64_t header;
  std::memcpy(&header, block, kHeader);
  if ((header & kFromHeap) != 0) {
    block = size > SIZE_MAX / 2 ? nullptr : std::realloc(block, size + kHeader);
    if (block == nullptr) OutOfMemory(size);
    return Stamp(block, size | kFromHeap);
  }
  if (current_arena != nullptr &&
      current_arena->ResizeLast(block, header + kHeader, size + kHeader)) {
    return Stamp(block, size);
  }
  void* result = AllocateBlock(size);
  std::memcpy(result, pointer, header < size ? header : size);
  return result;
}

}  // namespace

void* Arena::AllocateSlow(size_t size) {
  Chunk chunk{nullptr, kChunkBytes};
  if (size <= kChunkBytes && !Kept::gone && !kept.blocks.empty()) {
    chunk.data = kept.blocks.back().data;
    kept.blocks.pop_back();
  } else {
    if (size > kChunkBytes) chunk.size = size;
    chunk.data = static_cast<char*>(std::malloc(chunk.size));
    if (chunk.data == nullptr) OutOfMemory(size);
  }
  chunks_.push_back(chunk);
  total_ += chunk.size;
  // A block with a chunk of its own leaves the rest of the current chunk in use.
  if (size > kChunkBytes && cursor_ != nullptr) return chunk.data;
  cursor_ = chunk.data + size;
  end_ = chunk.data + chunk.size;
  return chunk.data;
}

void Arena::Clear() {
  for (const Chunk& chunk : chunks_) {
    if (chunk.size == kChunkBytes && !Kept::gone && kept.blocks.size() < kKeptBytes / kChunkBytes) {
      kept.blocks.push_back({chunk.data, chunk.size});
    } else {
      std::free(chunk.data);
    }
  }
  chunks_.clear();
  cursor_ = end_ = nullptr;
  total_ = 0;
}

Arena& Arena::operator=(Arena&& other) noexcept {
  if (this != &other) {
    Clear();
    std::swap(chunks_, other.chunks_);
    std::swap(cursor_, other.cursor_);
    std::swap(end_, other.end_);
    std::swap(total_, other.total_);
  }
  return *this;
}

ArenaScope::ArenaScope(Arena* arena) : previous_(current_arena) {
  static std::once_flag once;
  std::call_once(
      once, [] { ts_set_allocator(AllocateBlock, AllocateZeroed, ReallocateBlock, FreeBlock); });
  current_arena = arena;
}

ArenaScope::~ArenaScope() { current_arena = previous_; }

}  // namespace stockade::analyzer
