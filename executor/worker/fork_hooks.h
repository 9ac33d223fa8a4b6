// What library modules want done in a fork (os.register_at_fork). A worker is forked from a process
// of one thread that holds no lock and runs no loop, so most of these hooks put right what is not
// wrong: and being Python, they touch a hundred pages that each worker then pays for.
//
//   BeginForkHooks();      zygote, before the library is imported
//   ... imports ...
//   EndForkHooks();        zygote, afterwards
//   --- fork ---
//   AfterForkHooks();      child: the random generator is seeded anew
//
// Hooks of modules that the table in the .cc does not name are left to CPython.
#pragma once

namespace stockade::executor::worker {

// False: a Python error is set.
bool BeginForkHooks();
bool EndForkHooks();
// After PyOS_AfterFork_Child(). Ends the process when the generator cannot be seeded: two runs
// would have the same numbers.
void AfterForkHooks();

}  // namespace stockade::executor::worker
