// Bump memory for one text: what is allocated while a scope is active goes away as a whole.
//
//   Arena arena;
//   auto* node = arena.New<Node>();          // never destroyed: trivially destructible types only
//   {
//     ArenaScope scope(&arena);              // this thread's tree-sitter allocations now come from
//     it
//     ... ts_parser_new(), ts_parser_parse(), no ts_parser_delete() needed
//   }
//
// tree-sitter's allocator is process-global (ts_set_allocator), so the arena that serves a thread
// is a thread_local. Outside a scope its allocations come from malloc, and every block knows where
// it came from, so it may be freed in either state and on any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace stockade::analyzer {

// Not thread-safe; may be moved to another thread. Memory is aligned to 8 bytes. Chunks that an
// arena gives back are kept for the thread's next one, up to kKeptBytes.
class Arena {
 public:
  static constexpr size_t kKeptBytes = 32 << 20;

  Arena() = default;
  Arena(Arena&& other) noexcept
      : chunks_(std::move(other.chunks_)),
        cursor_(std::exchange(other.cursor_, nullptr)),
        end_(std::exchange(other.end_, nullptr)),
        total_(std::exchange(other.total_, 0)) {
    other.chunks_.clear();
  }
  Arena& operator=(Arena&& other) noexcept;
  ~Arena() { Clear(); }

  // `size` uninitialised bytes. Ends the process when memory is exhausted, as tree-sitter does.
  void* Allocate(size_t size) {
    size = (size + 7) & ~size_t{7};
    if (size > static_cast<size_t>(end_ - cursor_)) return AllocateSlow(size);
    char* result = cursor_;
    cursor_ += size;
    return result;
  }

  template <typename T, typename... Args>
  T* New(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= 8);
    return new (Allocate(sizeof(T))) T{std::forward<Args>(args)...};
  }
  template <typename T>
  T* NewArray(size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= 8);
    return static_cast<T*>(Allocate(count * sizeof(T)));
  }

  // True and done if `block` of `old_size` bytes was the last allocation and could be made
  // `new_size` bytes long where it is (0 gives it back).
  bool ResizeLast(void* block, size_t old_size, size_t new_size) {
    old_size = (old_size + 7) & ~size_t{7};
    new_size = (new_size + 7) & ~size_t{7};
    char* start = static_cast<char*>(block);
    if (start + old_size != cursor_ || new_size > static_cast<size_t>(end_ - start)) return false;
    cursor_ = start + new_size;
    return true;
  }

  // Bytes of all chunks taken so far.
  size_t total_bytes() const { return total_; }
  void Clear();

 private:
  struct Chunk {
    char* data;
    size_t size;
  };
  void* AllocateSlow(size_t size);

  std::vector<Chunk> chunks_;
  char* cursor_ = nullptr;
  char* end_ = nullptr;
  size_t total_ = 0;
};

// Makes `arena` serve this thread's tree-sitter allocations until it goes out of scope. Scopes
// nest.
class ArenaScope {
 public:
  explicit ArenaScope(Arena* arena);
  ArenaScope(const ArenaScope&) = delete;
  ArenaScope& operator=(const ArenaScope&) = delete;
  ~ArenaScope();

 private:
  Arena* previous_;
};

}  // namespace stockade::analyzer
