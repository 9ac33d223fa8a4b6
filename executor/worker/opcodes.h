// The table of opcodes.def for the CPython that this worker was built with.
//
//   const OpcodeRow& row = Opcode(number);
//   if (row.handling == Handling::kRefused) ...
#pragma once

#include <string>
#include <string_view>

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

enum class Handling : uint8_t {
  kRefused,  // not in the table
  kPlain,
  kExtendedArg,
  kPushNull,
  kCopy,
  kSwap,
  kRotate,
  kDuplicate,
  kNegative,
  kBinaryOp,
  kSizedOperator,
  kPower,
  kShift,
  kSubscript,
  kSlice,
  kStoreSubscript,
  kStoreSlice,
  kConst,
  kLoadFast,
  kLoadFastPair,
  kStoreFast,
  kStoreFastPair,
  kStoreFastLoadFast,
  kStoreDeref,
  kLocals,
  kFromLocals,
  kNameFromLocals,
  kLoadName,
  kStoreName,
  kLoadGlobal,
  kImport,
  kImportFrom,
  kImportStar,
  kLoadAttribute,
  kLoadAttributeOrMethod,
  kLoadSuperAttribute,
  kStoreAttribute,
  kDisplay,
  kFormatValue,
  kFormatWithSpec,
  kExtend,
  kUnpack,
  kUnpackEx,
  kGetIter,
  kForIter,
  kGetANext,
  kSend,
  kIntrinsic1,
  kIntrinsic2,
  kSetupFinally,
  kSetupWith,
  kSetupAsyncWith,
  kMakeFunction,
  kSetFunction,
  kKeywords,
  kCall,
  kCallKeywords,
  kCallBare,
  kCallBareKeywords,
  kCallEx,
  kMatchClass,
  kMatchKeys,  // of 3.10: values and verdict
  kMatchSequence,
  kReturn,
  kReturnConst,
  kEnd,
  kJump,
  kJumpOrPop,
  kBranch,
};

enum class Way : uint8_t { kForward, kBackward, kAbsolute };  // how a jump counts its argument

struct OpcodeRow {
  std::string_view name;
  uint8_t pops = 0, pops_per_argument = 0, pushes = 0;
  uint8_t caches = 0;  // words behind the instruction that are no instructions
  Handling handling = Handling::kRefused;
  bool entry = false;  // may stand before a function spends
  Way way = Way::kForward;
};

struct OpcodeTable {
  OpcodeRow rows[256] = {};
};
extern const OpcodeTable kOpcodeTable;
inline const OpcodeRow& Opcode(int number) { return kOpcodeTable.rows[number & 0xFF]; }

// Before 3.11 calls push no empty slot; from 3.13 on it lies above the callable instead of below.
inline constexpr bool kNullAboveCallable = PY_VERSION_HEX >= 0x030D0000;

// Is there a table for the CPython that this worker was built with, and does the one that runs make
// bytecode of its kind? False: `error` says which is which. Call after CPython is initialised.
bool CheckOpcodeVersion(std::string* error);

}  // namespace stockade::executor::worker
