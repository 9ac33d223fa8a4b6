#include "analyzer/call_models.h"

#include <algorithm>
#include <iterator>

namespace stockade::analyzer {

// clang-format off
constexpr ModelRow kModels[] = {
    {"bisect.insort", Model::kStore, "append"},
    {"bisect.insort_left", Model::kStore, "append"},
    {"bisect.insort_right", Model::kStore, "append"},
    {"builtins.__import__", Model::kImport},
    {"builtins.classmethod", Model::kFirst},
    {"builtins.dict", Model::kDict},
    {"builtins.dict.fromkeys", Model::kValueOf},
    {"builtins.dict.items", Model::kPairs},
    {"builtins.enumerate", Model::kTuples},
    {"builtins.filter", Model::kFilter, {}, 0},
    {"builtins.frozenset", Model::kContainer},
    {"builtins.getattr", Model::kGetAttr},
    {"builtins.globals", Model::kModuleNames},
    {"builtins.iter", Model::kContainer},
    {"builtins.list", Model::kContainer},
    {"builtins.locals", Model::kScopeNames},
    {"builtins.map", Model::kMap, {}, 0},
    {"builtins.max", Model::kElementOf, {}, kKeyArgument},
    {"builtins.min", Model::kElementOf, {}, kKeyArgument},
    {"builtins.next", Model::kNext},
    {"builtins.object.__getattribute__", Model::kGetAttr},
    {"builtins.object.__setattr__", Model::kSetAttr},
    {"builtins.property", Model::kFirst},
    {"builtins.reversed", Model::kContainer},
    {"builtins.set", Model::kContainer},
    {"builtins.setattr", Model::kSetAttr},
    {"builtins.sorted", Model::kContainer, {}, kKeyArgument},
    {"builtins.staticmethod", Model::kFirst},
    {"builtins.super", Model::kSuper},
    {"builtins.tuple", Model::kContainer},
    {"builtins.type", Model::kClassOf},
    {"builtins.type.__getattribute__", Model::kGetAttr},
    {"builtins.type.__setattr__", Model::kSetAttr},
    {"builtins.vars", Model::kVars},
    {"builtins.zip", Model::kTuples},
    {"collections.ChainMap", Model::kDict},
    {"collections.Counter", Model::kDict},
    {"collections.OrderedDict", Model::kDict},
    {"collections.UserDict", Model::kDict},
    {"collections.UserList", Model::kContainer},
    {"collections.defaultdict", Model::kFactory},
    {"collections.deque", Model::kContainer},
    {"contextlib.closing", Model::kManager},
    {"contextlib.nullcontext", Model::kManager},
    {"contextvars.ContextVar", Model::kDict},
    {"copy.copy", Model::kFirst},
    {"copy.deepcopy", Model::kFirst},
    {"functools.cache", Model::kFirst},
    {"functools.cached_property", Model::kFirst},
    {"functools.lru_cache", Model::kFirst},
    {"functools.partial", Model::kPartial},
    {"functools.partialmethod", Model::kPartial},
    {"functools.reduce", Model::kReduce, {}, 0},
    {"functools.singledispatch", Model::kFirst},
    {"functools.update_wrapper", Model::kFirst},
    {"heapq.heapify", Model::kFirst},
    {"heapq.heappop", Model::kElementOf},
    {"heapq.heappush", Model::kStore, "append"},
    {"heapq.heappushpop", Model::kElementOf},
    {"heapq.heapreplace", Model::kElementOf},
    {"heapq.merge", Model::kChain, {}, kKeyArgument},
    {"heapq.nlargest", Model::kFilter, {}, kKeyArgument},
    {"heapq.nsmallest", Model::kFilter, {}, kKeyArgument},
    {"importlib.__import__", Model::kImport},
    {"importlib.import_module", Model::kImportModule},
    {"inspect.getattr_static", Model::kGetAttr},
    {"itertools.accumulate", Model::kContainer, {}, 1},
    {"itertools.batched", Model::kTuples},
    {"itertools.chain", Model::kChain},
    {"itertools.chain.from_iterable", Model::kFlatten},
    {"itertools.combinations", Model::kTuples},
    {"itertools.combinations_with_replacement", Model::kTuples},
    {"itertools.compress", Model::kContainer},
    {"itertools.cycle", Model::kContainer},
    {"itertools.dropwhile", Model::kFilter, {}, 0},
    {"itertools.filterfalse", Model::kFilter, {}, 0},
    {"itertools.islice", Model::kContainer},
    {"itertools.pairwise", Model::kTuples},
    {"itertools.permutations", Model::kTuples},
    {"itertools.product", Model::kTuples},
    {"itertools.repeat", Model::kRepeat},
    {"itertools.starmap", Model::kMap, {}, 0},
    {"itertools.takewhile", Model::kFilter, {}, 0},
    {"itertools.tee", Model::kTuples},
    {"itertools.zip_longest", Model::kTuples},
    {"operator.attrgetter", Model::kGetter},
    {"operator.getitem", Model::kGetItem},
    {"operator.itemgetter", Model::kGetter},
    {"operator.methodcaller", Model::kGetter},
    {"operator.setitem", Model::kStore, "__setitem__"},
    {"queue.LifoQueue", Model::kContainer},
    {"queue.PriorityQueue", Model::kContainer},
    {"queue.Queue", Model::kContainer},
    {"queue.SimpleQueue", Model::kContainer},
    {"random.choice", Model::kElementOf},
    {"random.choices", Model::kContainer},
    {"random.sample", Model::kContainer},
    {"types.MappingProxyType", Model::kFirst},
    {"types.SimpleNamespace", Model::kDict},
    {"typing.cast", Model::kSecond},
};
// clang-format on
static_assert(std::is_sorted(std::begin(kModels), std::end(kModels),
                             [](const ModelRow& a, const ModelRow& b) { return a.name < b.name; }));

const ModelRow* FindModel(std::string_view qualified) {
  const ModelRow* row =
      std::lower_bound(std::begin(kModels), std::end(kModels), qualified,
                       [](const ModelRow& r, std::string_view name) { return r.name < name; });
  return row != std::end(kModels) && row->name == qualified ? row : nullptr;
}

uint32_t NumberOf(const ModelRow& row) { return static_cast<uint32_t>(&row - kModels); }

const MutatorRow* FindMutator(std::string_view method) {
  using enum MutatorRow::Puts;
  static constexpr MutatorRow kMutators[] = {
      {"__setitem__", kArgument, 1}, {"add", kArgument, 0},        {"append", kArgument, 0},
      {"appendleft", kArgument, 0},  {"extend", kElements, 0},     {"extendleft", kElements, 0},
      {"insert", kArgument, 1},      {"put", kArgument, 0},        {"put_nowait", kArgument, 0},
      {"set", kArgument, 0},         {"setdefault", kArgument, 1}, {"update", kElements, 0},
  };
  for (const MutatorRow& row : kMutators) {
    if (row.name == method) return &row;
  }
  return nullptr;
}

std::string_view MethodOf(uint8_t binary_operator) {
  static constexpr std::string_view kMethods[] = {
      "__add__",    "__sub__",    "__mul__", "__matmul__", "__truediv__", "__mod__",      "__pow__",
      "__lshift__", "__rshift__", "__or__",  "__xor__",    "__and__",     "__floordiv__",
  };
  return binary_operator < std::size(kMethods) ? kMethods[binary_operator] : std::string_view();
}

}  // namespace stockade::analyzer
