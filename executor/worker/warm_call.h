// A prepared call is a fork, and the first write to each page costs a fault. These do most of that
// ahead of the request: a little function, made before the template's body runs and in nobody's
// module, is called in each fork as a real call would be.
#pragma once

namespace stockade::executor {

// In a template, before its filter and its body.
void PrepareWarmCall();
// In a fork of it, before it says that it is ready. The submission's module is not touched.
void WarmCall();

}  // namespace stockade::executor
