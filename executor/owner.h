// After fork() a copy of every object lives in the child, where it must neither use nor end the
// processes that the parent still needs.
#pragma once

#include <unistd.h>

namespace stockade::executor {

class Owner {
 public:
  bool IsThisProcess() const { return getpid() == pid_; }

 private:
  pid_t pid_ = getpid();
};

}  // namespace stockade::executor
