// What the start has freed lies in holes between what it has kept. A worker that allocates from
// them writes to a shared page for nearly every object, and each of these is a page to copy. Taken
// before the fork, by nobody, they leave the workers fresh memory: objects made one after the other
// lie side by side. It costs address space, but no page.
#pragma once

namespace stockade::executor::worker {

// In the zygote, when everything is imported.
void FillHoles();

}  // namespace stockade::executor::worker
