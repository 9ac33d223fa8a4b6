// Which expressions have a value that the text alone tells, and which value.
#include <gtest/gtest.h>

#include "tests/names/parsed.h"

namespace stockade::analyzer {
namespace {

struct ConstantCase {
  const char* name;
  const char* text;   // the value of its last `X = ...` is judged
  const char* value;  // null: not constant
};

const Node& ValueOfX(const Parsed& p) {
  const Node* value = nullptr;
  Walk(*p.tree().root(), [&](const Node& node) {
    if (node.kind == NodeKind::kAssign && node.Child(1)->text == "X") value = node.Child(0);
    return true;
  });
  return *value;
}

class EachConstant : public testing::TestWithParam<ConstantCase> {};

TEST_P(EachConstant, HasItsValue) {
  const Parsed p(GetParam().text);
  const auto value = p.names().ConstantString(ValueOfX(p));
  if (GetParam().value == nullptr) {
    EXPECT_EQ(value, std::nullopt);
  } else {
    EXPECT_EQ(value, std::optional<std::string>(GetParam().value));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Strings, EachConstant,
    testing::ValuesIn(std::vector<ConstantCase>{
        {"Literal", "X = 'system'\n", "system"},
        {"Escapes", "X = '\\x73\\u0079s\\164em'\n", "system"},
        {"NamedEscape", "X = '\\N{LATIN SMALL LETTER S}ystem'\n", nullptr},
        {"Raw", "X = r'a\\x73'\n", "a\\x73"},
        {"Implicit", "X = 'sys' 'tem'\n", "system"},
        {"Sum", "X = 'sy' + 's' + 'tem'\n", "system"},
        {"ParenthesizedSum", "X = 'sy' + ('s' + ('t' + 'em'))\n", "system"},
        {"Repeat", "X = 'ab' * 3\n", "ababab"},
        {"RepeatFirst", "X = 2 * 'ab'\n", "abab"},
        {"RepeatNone", "X = 'ab' * -1\n", ""},
        {"RepeatHuge", "X = 'ab' * 100000\n", nullptr},
        {"RepeatHugeTwice", "X = ('ab' * 1000) * 1000\n", nullptr},
        {"Reversed", "X = 'metsys'[::-1]\n", "system"},
        {"Slice", "X = 'xxsystemxx'[2:-2]\n", "system"},
        {"SliceStep", "X = 'axbxc'[::2]\n", "abc"},
        {"SliceBack", "X = 'abcdef'[4:1:-1]\n", "edc"},
        {"SliceOutside", "X = 'abc'[-9:9]\n", "abc"},
        {"SliceEmpty", "X = 'abc'[2:1]\n", ""},
        {"SliceHugeStep", "X = 'abc'[::9223372036854775807]\n", "a"},
        {"SliceHugeBackStep", "X = 'abc'[::-9223372036854775807]\n", "c"},
        {"SliceStepZero", "X = 'abc'[::0]\n", nullptr},
        {"SliceNone", "X = 'abc'[None:2]\n", "ab"},
        {"Index", "X = 'abc'[1]\n", "b"},
        {"IndexFromEnd", "X = 'abc'[-1]\n", "c"},
        {"IndexOutside", "X = 'abc'[3]\n", nullptr},
        {"IndexOfCodePoints", "X = '\u00e4\u20ac\U0001f600z'[2]\n", "\U0001f600"},
        {"ReversedCodePoints", "X = '\u00e4\u20acz'[::-1]\n", "z\u20ac\u00e4"},
        {"FString", "X = f'sys{\"tem\"}'\n", "system"},
        {"FStringOfName", "y = 'tem'\nX = f'sys{y}'\n", "system"},
        {"FStringBraces", "X = f'{{}}'\n", "{}"},
        {"FStringInt", "X = f'a{1}'\n", "a1"},
        {"FStringConversion", "X = f'{\"a\"!s}'\n", "a"},
        {"FStringRepr", "X = f'{\"a\"!r}'\n", nullptr},
        {"FStringSpec", "X = f'{\"a\":>3}'\n", nullptr},
        {"FStringDebug", "X = f'{\"a\"=}'\n", nullptr},
        {"FStringUnknown", "X = f'a{y}'\n", nullptr},
        {"Chr", "X = chr(115) + 'ystem'\n", "system"},
        {"ChrArithmetic", "X = chr(100 + 0xf) + chr(2 ** 7) \n", nullptr},
        {"ChrSum", "X = chr(100 + 0xf) + chr(0b1 << 6)\n", "s@"},
        {"ChrXor", "X = chr(17 ^ 98)\n", "s"},
        {"ChrOutside", "X = chr(0x110000)\n", nullptr},
        {"ChrWide", "X = chr(0x1f600)\n", "\U0001f600"},
        {"ChrShadowed", "def chr(x): return 'a'\nX = chr(115)\n", nullptr},
        {"Join", "X = ''.join(['sys', 'tem'])\n", "system"},
        {"JoinSeparated", "X = '.'.join(('a', 'b', 'c'))\n", "a.b.c"},
        {"JoinString", "X = '-'.join('abc')\n", "a-b-c"},
        {"JoinMap", "X = ''.join(map(chr, [115, 121, 115]))\n", "sys"},
        {"JoinBytesMap", "X = ''.join(map(chr, b'sys'))\n", "sys"},
        {"JoinComprehension", "X = ''.join([chr(c) for c in (115, 121)])\n", "sy"},
        {"JoinGenerator", "X = ''.join(chr(c - 1) for c in [116, 122])\n", "sy"},
        {"JoinConditional", "X = ''.join(c for c in 'ab' if y)\n", nullptr},
        {"JoinReversed", "X = ''.join(reversed('metsys'))\n", "system"},
        {"JoinNumbers", "X = ''.join([1])\n", nullptr},
        {"Lower", "X = 'SYSTEM'.lower()\n", "system"},
        {"LowerOfMore", "X = 'S\u00c4'.lower()\n", nullptr},
        {"Replace", "X = 'sXysXtem'.replace('X', '')\n", "system"},
        {"Strip", "X = ' system\\n'.strip()\n", "system"},
        {"StripSet", "X = 'xysystemyx'.lstrip('x').rstrip('xy')\n", "ysystem"},
        {"StripAll", "X = 'xxx'.strip('x')\n", ""},
        {"RemovePrefix", "X = 'no_system'.removeprefix('no_')\n", "system"},
        {"Decode", "X = b'system'.decode()\n", "system"},
        {"DecodeLatin", "X = b'\\xe4'.decode('latin-1')\n", "\u00e4"},
        {"BytesOfList", "X = bytes([115, 121]).decode('ascii')\n", "sy"},
        {"FromHex", "X = bytes.fromhex('73 79').decode()\n", "sy"},
        {"StrOfBytes", "X = str(b'sy', 'utf-8')\n", "sy"},
        {"StrOfInt", "X = str(12)\n", "12"},
        {"Bytes", "X = b'system'\n", nullptr},
        {"Number", "X = 1\n", nullptr},
        {"Percent", "X = '%s' % 'a'\n", nullptr},
        {"Format", "X = '{}'.format('a')\n", nullptr},
        {"Name", "y = 'a'\nX = y\n", "a"},
        {"NameChain", "a = 's'\nb = a + 'y'\nc = b + b\nX = c\n", "sysy"},
        {"NameInFunction", "y = 'a'\ndef f():\n    X = y\n", "a"},
        {"NameBoundTwice", "y = 'a'\ny = 'b'\nX = y\n", nullptr},
        {"NameAugmented", "y = 'a'\ny += 'b'\nX = y\n", nullptr},
        {"NameByGlobal", "y = 'a'\ndef f():\n    global y\n    y = 'b'\nX = y\n", nullptr},
        {"NameByParameter", "def f(y='a'):\n    X = y\n", nullptr},
        {"NameByLoop", "for y in 'a':\n    X = y\n", nullptr},
        {"NameOfTuple", "y, z = 'a', 'b'\nX = z\n", "b"},
        {"NameByWalrus", "X = (y := 'a') + y\n", "aa"},
        {"NameOfItself", "y = y + 'a'\nX = y\n", nullptr},
        {"NamesInCycle", "def f():\n    y = z\n    z = y\n    X = y\n", nullptr},
        {"ListItem", "y = ['a', 'b']\nX = y[1]\n", "b"},
        {"Conditional", "X = 'a' if y else 'b'\n", nullptr},
        {"LoneSurrogate", "X = '\\ud800'\n", "\xed\xa0\x80"},
    }),
    [](const auto& each) { return std::string(each.param.name); });

TEST(ConstantStrings, StopAtSixtyFourKibibytes) {
  const Parsed fits("a = 'x' * 65536\nX = a\n");
  EXPECT_EQ(fits.names().ConstantString(ValueOfX(fits)).value_or("").size(), 65536u);
  const Parsed over("a = 'x' * 65536\nX = a + 'x'\n");
  EXPECT_EQ(over.names().ConstantString(ValueOfX(over)), std::nullopt);
}

// Each name is twice the one before: the bytes and not the steps are what stops it.
TEST(ConstantStrings, DoublingIsBounded) {
  std::string text = "a0 = 'x'\n";
  for (int i = 1; i <= 60; ++i) {
    const std::string before = "a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + " = " + before + " + " + before + "\n";
  }
  const Parsed p(text + "X = a60\nY = a10\n");
  EXPECT_EQ(p.names().ConstantString(ValueOfX(p)), std::nullopt);
  EXPECT_EQ(p.names().ConstantString(p.Find("a10")).value_or("").size(), 1024u);
  EXPECT_FALSE(p.names().gave_up());
}

}  // namespace
}  // namespace stockade::analyzer
