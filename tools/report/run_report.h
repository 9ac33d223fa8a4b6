// How the result of a run is printed.
//
//   out = RunJson(result);                             // schema 1, one line
//   RunTextParts parts = RunText(result, file, {});    // for a terminal: what goes to each stream
#pragma once

#include <string>
#include <vector>

#include "executor/outcome.h"
#include "tools/pipeline.h"
#include "tools/report/check_report.h"

namespace stockade::report {

// docs/schemas/run-1.schema.json. Bytes of stdout and stderr that are no UTF-8 become \xNN.
std::string RunJson(const RunResult& result);

struct RunTextParts {
  std::string out;  // the run's own stdout, as it was; then the value of a call or an expression
  std::string err;  // the run's own stderr, as it was; then what happened, unless all went well
};
// `submission` has the path and the bytes, for source frames. `print_value`: the run was a call or
// an expression.
RunTextParts RunText(const RunResult& result, const FileReport& submission, bool print_value,
                     const Style& style);

// 0 for `ok`, 3 when Stockade could not set the run up, else 1.
int ExitCodeOf(executor::Verdict verdict);

// `doctor`: a table, or {"schema":1,...}.
struct Doctor {
  std::string version, python;
  std::string trial;                        // that a run gave the right answer; empty: it did not
  std::string trial_trouble;                // why not
  std::chrono::nanoseconds trial_first{0};  // with the start of the executor
  std::chrono::nanoseconds trial_next{0};   // with a worker that waits
  std::vector<executor::Facility> facilities;
  std::vector<std::string> missing;  // of those that --require named
};
std::string DoctorText(const Doctor& doctor, const Style& style);
std::string DoctorJson(const Doctor& doctor);

}  // namespace stockade::report
