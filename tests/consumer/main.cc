// Validates and runs code that somebody else wrote.
#include <iostream>

#include "tools/pipeline.h"

int main() {
  auto stockade = stockade::Pipeline::Create({.rules = "default", .worker_path = STOCKADE_WORKER});
  if (!stockade) return std::cerr << stockade.error().message << "\n", stockade.error().exit_code;
  auto run = stockade->Run("def test(x, name=\"Johny\"): return name + \" likes \" + str(x*x)\n",
                           {.function = "test", .args_json = "[5]"});
  if (!run) return std::cerr << run.error().message << "\n", run.error().exit_code;
  for (const auto& finding : run->findings) std::cerr << finding.message << "\n";
  if (!run->outcome.value) return std::cerr << VerdictName(run->outcome.verdict) << "\n", 1;
  std::cout << stockade::executor::ToJson(*run->outcome.value) << "\n";
}
