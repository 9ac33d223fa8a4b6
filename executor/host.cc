// What `stockade doctor` shows: the facilities as a real worker process finds them, and some facts
// that the caller can see for itself.
#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>

#include "executor/descriptor.h"
#include "executor/executor.h"
#include "executor/keeper.h"

namespace stockade::executor {
namespace {

Facility Kernel() {
  utsname name{};
  uname(&name);
  return {"linux", true, std::string(name.release) + " " + name.machine};
}

Facility Clone3() {
  // Arguments that no kernel takes: known calls say EINVAL, unknown ones ENOSYS, filtered ones
  // EPERM.
  const long made = syscall(__NR_clone3, nullptr, 0);
  const bool there = made < 0 && errno != ENOSYS && errno != EPERM;
  return {"clone3", there, there ? "not needed; workers never see it" : std::strerror(errno)};
}

// cgroup v2 is of use only where this process may make a group below its own.
Facility CgroupV2() {
  Facility facility{"cgroup-v2", false, ""};
  std::ifstream own("/proc/self/cgroup");
  std::string line;
  if (!own) {
    facility.detail = "/proc is not mounted; memory is limited by address space";
    return facility;
  }
  while (std::getline(own, line)) {
    if (line.rfind("0::", 0) != 0) continue;
    const std::string folder = "/sys/fs/cgroup" + line.substr(3);
    const std::string controllers = folder + "/cgroup.controllers";
    if (access(controllers.c_str(), R_OK) != 0) {
      facility.detail = "not mounted at /sys/fs/cgroup; memory is limited by address space";
      return facility;
    }
    std::ifstream list(controllers);
    std::string names;
    std::getline(list, names);
    if (access(folder.c_str(), W_OK) != 0) {
      facility.detail = "not delegated to this user; memory is limited by address space";
    } else if (names.find("memory") == std::string::npos) {
      facility.detail = "without the memory controller; memory is limited by address space";
    } else {
      facility.detail = "delegated, not used yet; memory is limited by address space";
    }
    return facility;
  }
  facility.detail = "this kernel uses cgroup v1; memory is limited by address space";
  return facility;
}

}  // namespace

std::vector<Facility> ProbeHost(const std::string& worker) {
  std::vector<Facility> rows = {Kernel()};
  const std::string path = worker.empty() ? FindWorkerProgram() : worker;
  if (path.empty()) {
    rows.push_back({"worker", false, "stockade-worker was not found"});
  } else if (auto keeper = Keeper::Start(path, Policy(), 0, true); !keeper) {
    rows.push_back({"worker", false, keeper.error().message});
  } else {
    rows.push_back({"worker", true, path});
    rows.insert(rows.end(), (*keeper)->facilities().begin(), (*keeper)->facilities().end());
  }
  rows.push_back(Clone3());
  rows.push_back(CgroupV2());
  return rows;
}

}  // namespace stockade::executor
