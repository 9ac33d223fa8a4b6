// The pages that every worker is going to write to, made its own in a few system calls.
//
// A fork shares its parent's pages, and each first write to one is a fault that copies it: dear on
// any machine, and most of what a worker costs under software page tables. Which pages these are is
// nearly the same in every worker, so the zygote lets one child run ahead, looks at what that child
// had to copy (/proc/self/pagemap says which pages are mapped once), and every worker asks the
// kernel for them in one go (MADV_POPULATE_WRITE, Linux 5.14) before it touches anything.
//
// Pages of code and constants need no copy, but fork() leaves the page tables of files' mappings
// out, so each worker would fault to find them. A mapping that has one page of its own is not left
// out; InheritFilePages() gives each of them one.
//
//   InheritFilePages();                                                                // zygote
//   const HotPages pages = LearnHotPages([] {}, [] { ...what a worker does... });      // zygote
//   Populate(pages);                                                          // its forks
//
// Where /proc or the advice is missing nothing is learned, and workers fault as they go.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace stockade::executor {

struct PageRange {
  uintptr_t start;
  size_t bytes;
};
using HotPages = std::vector<PageRange>;

// Runs `before` in a fork of this process and `work` in a fork of that one; what the latter had to
// copy is the answer. Both end.
HotPages LearnHotPages(const std::function<void()>& before, const std::function<void()>& work);

void Populate(const HotPages& pages);

// Through /proc/self/mem, which writes what is there already: nothing is ever mapped writable.
void InheritFilePages();

}  // namespace stockade::executor
