// Reads the code objects that CPython made and refuses what no guarded text compiles to. It trusts
// neither the rewriter nor the text: it follows every path through the instructions with a stack of
// what each slot may hold, and asks of every code object, nested ones too:
//
//   - only instructions of opcodes.def, only constants of plain types;
//   - a guard is called, subscripted or negated and nothing else;
//   - loops, stars and `yield from` take guarded iterables; each way around a loop and each entry
//   of a
//     function spends the budget (when there is one);
//   - attribute names that are read bare are in the submission's list and not in the guard table's
//   fixed
//     ones; stores and deletes go to what the write guard gave;
//   - no double-underscore name but the listed ones is read or bound.
//
// One pass, linear in the size of the code.
#pragma once

#include "executor/worker/cpython.h"
#include "executor/worker/guarded.h"

namespace stockade::executor::worker {

// False: `refusal` is filled. Changes nothing.
bool Verify(PyCodeObject* code, bool has_budget, Refusal* refusal);

}  // namespace stockade::executor::worker
