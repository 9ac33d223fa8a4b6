// Attacks by way of a host's objects, with guards on and rules off: a handle leads to what its type
// lists and to nothing of the host or of the interpreter, and its words name nothing else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "executor/host_object.h"
#include "executor/value.h"
#include "program.h"

namespace stockade::executor::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// The host answers every question with 5.
bool Answer(const interpreter::HostRequest&, interpreter::HostReply* reply) {
  reply->value = std::string("i\5\0\0\0\0\0\0\0", 9);
  return true;
}

struct Attack {
  const char *name, *text, *refusal;
};
void PrintTo(const Attack& attack, std::ostream* out) { *out << attack.name; }

class HostAttacks : public testing::TestWithParam<Attack> {};

TEST_P(HostAttacks, GetsHoldOfNothing) {
  HostType type;
  type.name = "Account";
  type.attributes = {{.name = "balance"}, {.name = "label", .writable = true}};
  type.methods = {{.signature = {.name = "pay", .parameters = {{.name = "amount"}}}}};
  interpreter::LoadRequest request = Guarded(GetParam().text);
  request.imports = {"*"};
  request.types = {type};
  request.objects = {{.name = "account", .number = 1, .type = 0}};
  request.bare_names = {"balance",    "label", "pay",     "copy",   "deepcopy",
                        "MethodType", "wraps", "partial", "nothing"};
  interpreter::ask_host = Answer;
  const Ended end = RunProgram(request);
  interpreter::ask_host = nullptr;
  EXPECT_THAT(end.out, Not(HasSubstr("REACHED"))) << end.out;
  EXPECT_THAT(end.reply.message, HasSubstr(GetParam().refusal)) << end.out;
}

const Attack kAttacks[] = {
    {"is_there", "print(account.balance, account.pay(1))\nraise ValueError('as it should be')",
     "as it should be"},
    {"dict", "print('REACHED', getattr(account, '__dict__'))", "is not available"},
    {"reduce", "print('REACHED', getattr(account, '__reduce_ex__')(2))", "is not available"},
    {"method_self", "print('REACHED', getattr(account.pay, '__self__'))", "is not available"},
    {"method_handle", "print('REACHED', getattr(account.pay, 'handle'))", "no attribute"},
    {"method_globals", "print('REACHED', getattr(account.pay, '__globals__'))", "is not available"},
    {"class_made", "print('REACHED', type(account)())", "cannot create 'host.Account' instances"},
    {"class_made_by_new", "print('REACHED', object.__new__)\n", "is read without its guard"},
    {"class_made_by_object", "print('REACHED', getattr(object, '__new__')(type(account)))",
     "is not safe"},
    {"class_changed", "setattr(type(account), 'balance', 1)\nprint('REACHED')", "cannot"},
    {"class_is_base", "class A(type(account)): pass\nprint('REACHED')", "not an acceptable base"},
    {"method_made", "print('REACHED', type(account.pay)())", "cannot create"},
    {"unlisted_read", "print('REACHED', account.nothing)", "has no attribute 'nothing'"},
    {"unlisted_write", "setattr(account, 'nothing', 1)\nprint('REACHED')", "cannot be written"},
    {"read_only_write", "setattr(account, 'balance', 1)\nprint('REACHED')", "cannot be written"},
    {"attribute_deleted", "delattr(account, 'label')\nprint('REACHED')", "cannot be deleted"},
    {"unlisted_item", "print('REACHED', account[0])", "is not subscriptable"},
    {"copied", "import copy\nprint('REACHED', copy.copy(account))", "cannot be copied"},
    {"deep_copied", "import copy\nprint('REACHED', copy.deepcopy([account]))", "cannot be copied"},
    {"str_subclass_name", "class S(str): pass\nprint('REACHED', getattr(account, S('balance')))",
     "attribute name must be string, not 'S'"},
    {"argument_of_own_class",
     "class A:\n    def __index__(self):\n        -$budget\n        return 1\n"
     "account.pay(A())\nprint('REACHED')",
     "a value of type A cannot leave the run"},
    {"argument_function", "account.pay(print)\nprint('REACHED')", "cannot leave the run"},
    {"argument_module", "import math\naccount.pay(math)\nprint('REACHED')", "cannot leave the run"},
    {"keyword_unlisted", "account.pay(amount=1, __class__=2)\nprint('REACHED')", "__class__"},
    {"format_path", "print('REACHED', $getattr('{0.__class__.__mro__}', 'format')(account))",
     "is not available"},
    {"vars", "print('REACHED', vars(account))", "must have __dict__"},
    {"error_object",
     "try:\n    account.nothing\nexcept AttributeError as e:\n    print('REACHED', getattr(e, "
     "'obj'))",
     "is not available"},
    {"wrapped",
     "import functools\nprint('REACHED', getattr(functools.wraps(account.pay)(lambda: -$budget), "
     "'__wrapped__'))",
     "is not available"},
};
INSTANTIATE_TEST_SUITE_P(Known, HostAttacks, testing::ValuesIn(kAttacks),
                         [](const testing::TestParamInfo<Attack>& attack) {
                           return std::string(attack.param.name);
                         });

}  // namespace
}  // namespace stockade::executor::tests
