#include "executor/worker/opcodes.h"

#include <opcode.h>

#include <algorithm>
#include <array>

namespace stockade::executor::worker {
namespace {

constexpr bool kEntry = true, kLater = false;

constexpr Way WayOf(std::string_view name, Handling handling) {
  if (name.find("BACKWARD") != std::string_view::npos) return Way::kBackward;
  if (PY_VERSION_HEX < 0x030B0000 &&
      (handling == Handling::kBranch || handling == Handling::kJumpOrPop ||
       name == "JUMP_ABSOLUTE")) {
    return Way::kAbsolute;
  }
  return Way::kForward;
}

constexpr OpcodeTable MakeTable() {
  OpcodeTable table;
#define STOCKADE_OPCODE(NAME, pops, pops_per_argument, pushes, handling, entry, reason) \
  table.rows[NAME] = {#NAME,                                                            \
                      pops,                                                             \
                      pops_per_argument,                                                \
                      pushes,                                                           \
                      0,                                                                \
                      Handling::handling,                                               \
                      entry,                                                            \
                      WayOf(#NAME, Handling::handling)};
#include "executor/worker/opcodes.def"
#define STOCKADE_CACHES(NAME, words) table.rows[NAME].caches = words;
#include "executor/worker/opcodes.def"
#define STOCKADE_ALIAS(NAME, AS) table.rows[NAME] = table.rows[AS];
#include "executor/worker/opcodes.def"
  return table;
}

struct Version {
  int minor;
  long magic;
};
constexpr Version kVersions[] = {
#define STOCKADE_CPYTHON(minor, magic) {minor, magic},
#include "executor/worker/opcodes.def"
};

}  // namespace

constexpr OpcodeTable kOpcodeTable = MakeTable();

bool CheckOpcodeVersion(std::string* error) {
  // The magic number's low half; the high half is a carriage return and a line feed.
  const long magic = PyImport_GetMagicNumber() & 0xFFFF;
  const auto* built =
      std::find_if(std::begin(kVersions), std::end(kVersions),
                   [](const Version& row) { return row.minor == PY_MINOR_VERSION; });
  if (PY_MAJOR_VERSION == 3 && built != std::end(kVersions) && built->magic == magic) return true;
  *error = std::string("this worker was built with CPython ") + PY_VERSION + " and runs " +
           std::string(Py_GetVersion()).substr(0, std::string(Py_GetVersion()).find(' ')) +
           ", whose bytecode (magic number " + std::to_string(magic) +
           ") the verifier does not know; it knows";
  for (const Version& row : kVersions) {
    *error += std::string(&row == kVersions ? " 3." : ", 3.") + std::to_string(row.minor) + " (" +
              std::to_string(row.magic) + ")";
  }
  return false;
}

}  // namespace stockade::executor::worker
