// The large modules, confined: what they are imported for works, what they could open is shut.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/process.h"
#include "tools/pipeline.h"

namespace stockade::tests {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

json RunConfined(const std::string& rules, const std::string& text) {
  const ProcessResult r = RunProcess(
      {StockadePath(), "run", "--rules", rules, "--format", "json", "-"}, {.stdin_bytes = text});
  json result = json::parse(r.out, nullptr, false);
  EXPECT_FALSE(result.is_discarded()) << r.out << r.err;
  return result.is_discarded() ? json::object() : result;
}

TEST(Library, AsyncioRunsWithoutDescriptors) {
  const json result = RunConfined("judge", R"PY(
import asyncio
async def work(n):
    await asyncio.sleep(0.01 * n)
    return n
async def main():
    loop = asyncio.get_running_loop()
    try:
        await loop.create_connection(None, 'localhost', 80)
    except NotImplementedError:
        print('no sockets')
    return await asyncio.gather(work(2), work(1))
print(asyncio.run(main()))
)PY");
  EXPECT_EQ(result.value("stdout", ""), "no sockets\n[2, 1]\n") << result;
}

TEST(Library, ThreadsAreRefusedWithAReason) {
  const TemporaryDirectory dir;
  const std::string rules = dir.File("rules.toml");
  WriteFile(rules, "extends = [\"judge\"]\n[limits]\nthreads = 1\n");
  const json result = RunConfined(rules, R"PY(
import threading
with threading.Lock():
    try:
        threading.Thread(target=print).start()
    except RuntimeError as error:
        print(error)
)PY");
  EXPECT_THAT(result.value("stdout", ""), HasSubstr("the policy of this run does not allow it"));
}

// The budget is one for all threads, and so are the guards.
TEST(Library, ClassesOfTypingHaveATypeToShow) {
  const json result = RunConfined("education", R"PY(
import typing
class Shape(typing.Protocol):
    pass
class Point(typing.TypedDict):
    x: int
print(type(Shape).__name__, type(Point).__name__, isinstance(Shape, type))
)PY");
  EXPECT_EQ(result.value("stdout", ""), "_ProtocolMeta _TypedDictMeta True\n") << result;
}

// Writing a value down may collect garbage, and a generator's `finally` may change the value then.
TEST(Library, ValuesThatChangeWhileTheyLeaveAreRefused) {
  const TemporaryDirectory dir;
  const std::string file = dir.File("changes.py");
  WriteFile(file, R"PY(
keep = []
def empties(victim):
    def steps():
        me = box
        try:
            yield 1
        finally:
            victim.clear()
    box = [steps()]
    next(box[0])
def test(filler):
    value = frozenset([1])
    for i in range(60):
        value = frozenset([value, i])
    out = [value, [1, 2]]
    empties(out)
    for i in range(filler):
        keep.append([i])
    return out
)PY");
  int changed = 0;
  for (int filler = 350; filler < 700; filler += 25) {
    const ProcessResult r =
        RunProcess({StockadePath(), "run", file, "--rules", "education", "--format", "json",
                    "--call", "test", "--args", json::array({filler}).dump()});
    const std::string verdict = json::parse(r.out).value("verdict", "");
    EXPECT_THAT(verdict, testing::AnyOf("ok", "result_limit")) << r.out;
    changed += verdict == "result_limit" ? 1 : 0;
  }
  EXPECT_GT(changed, 0);
}

TEST(Library, ThreadsRunWhereTheRuleSetAllowsThem) {
  const TemporaryDirectory dir;
  const std::string rules = dir.File("rules.toml");
  WriteFile(rules,
            "extends = [\"judge\"]\n[guards]\niterations = 50_000\n"
            "[limits]\nthreads = 3\n");
  const std::string program = R"PY(
import threading
total, lock = 0, threading.Lock()
def work(n):
    global total
    for _ in range(n):
        with lock:
            total += 1
def start(n):
    made = [threading.Thread(target=work, args=(n,)) for _ in range(2)]
    for t in made: t.start()
    for t in made: t.join()
    print(total)
)PY";
  EXPECT_EQ(RunConfined(rules, program + "start(10_000)\n").value("stdout", ""), "20000\n");
  const json spent = RunConfined(rules, program + "start(30_000)\n");
  EXPECT_EQ(spent.value("verdict", ""), "iteration_limit") << spent;
  const json over =
      RunConfined(rules,
                  "import threading\ndone = threading.Event()\ntry:\n    for _ in range(3):\n"
                  "        threading.Thread(target=done.wait).start()\nfinally:\n    done.set()\n");
  EXPECT_EQ(over.value("verdict", ""), "process_limit") << over;
  EXPECT_EQ(over["limit"].value("name", ""), "threads") << over;
  EXPECT_EQ(over["limit"].value("ceiling", ""), "3") << over;
}

TEST(Library, ZonesAreThereWithoutFiles) {
  const json result = RunConfined("default", R"PY(
import datetime, zoneinfo
print(datetime.datetime(2024, 7, 1, tzinfo=zoneinfo.ZoneInfo('Europe/Paris')).isoformat())
try:
    zoneinfo.ZoneInfo('Nowhere/Else')
except zoneinfo.ZoneInfoNotFoundError as error:
    print('none')
)PY");
  EXPECT_EQ(result.value("stdout", ""), "2024-07-01T00:00:00+02:00\nnone\n") << result;
}

// Debian's python3-numpy: its arithmetic is there, its files and ctypes are not, each run draws its
// own numbers, and the result says that the guard layer is not in force.
TEST(Library, NumpyWithItsDoorsShut) {
  const std::string text = R"PY(
import numpy as np
a = np.arange(6).reshape(2, 3)
print((a @ a.T).tolist(), np.linalg.det(np.eye(2)))
print([hasattr(np, name) for name in ('load', 'fromfile', 'memmap', 'save', 'savetxt', 'ctypeslib', 'f2py')])
print([hasattr(a, name) for name in ('tofile', 'dump', 'ctypes')])
print(np.random.rand())
)PY";
  // One zygote for both: its workers are forks that share what numpy drew when it was imported.
  auto pipeline = Pipeline::Create({.rules = "data-science",
                                    .worker_path = STOCKADE_BINARY_DIR "/executor/stockade-worker",
                                    .pool = 1});
  ASSERT_TRUE(pipeline.has_value()) << pipeline.error().message;
  std::string numbers[2];
  for (std::string& number : numbers) {
    auto run = pipeline->Run(text, {});
    ASSERT_TRUE(run.has_value()) << run.error().message;
    const std::string& out = run->outcome.out;
    EXPECT_THAT(out, testing::StartsWith("[[5, 14], [14, 50]] 1.0\n"
                                         "[False, False, False, False, False, False, False]\n"
                                         "[False, False, False]\n"));
    EXPECT_THAT(run->outcome.degraded, testing::Contains(HasSubstr("guards: not in force")));
    number = out.substr(out.rfind(']') + 2);
  }
  EXPECT_NE(numbers[0], numbers[1]);
}

}  // namespace
}  // namespace stockade::tests
