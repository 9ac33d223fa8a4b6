// Which expressions have a value that the text alone tells, and which value.
#include <gmock/gmock.h>
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
        {"FStringRepr", "X = f'{\"a\"!r}'\n", "'a'"},
        {"FStringSpec", "X = f'{\"a\":>3}'\n", "  a"},
        {"FStringDebug", "X = f'{\"a\"=}'\n", nullptr},
        {"FStringUnknown", "X = f'a{y}'\n", nullptr},
        {"Chr", "X = chr(115) + 'ystem'\n", "system"},
        {"ChrArithmetic", "X = chr(100 + 0xf) + chr(2 ** 7) \n", nullptr},
        {"ChrSum", "X = chr(100 + 0xf) + chr(0b1 << 6)\n", "s@"},
        {"ChrXor", "X = chr(17 ^ 98)\n", "s"},
        {"ChrOutside", "X = chr(0x110000)\n", nullptr},
        {"ChrWide", "X = chr(0x1f600)\n", "\U0001f600"},
        {"ChrShadowed", "def chr(x): return 'a'\nX = chr(115)\n", "a"},
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
        {"Percent", "X = '%s' % 'a'\n", "a"},
        {"Format", "X = '{}'.format('a')\n", "a"},
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

// The same text in many spellings: each may be it.
class EachSpelling : public testing::TestWithParam<ConstantCase> {};

TEST_P(EachSpelling, IsSeenThrough) {
  const Parsed p(GetParam().text);
  EXPECT_THAT(p.names().ConstantStrings(ValueOfX(p)), testing::Contains(GetParam().value));
  EXPECT_FALSE(p.names().gave_up());
}

INSTANTIATE_TEST_SUITE_P(
    Strings, EachSpelling,
    testing::ValuesIn(std::vector<ConstantCase>{
        {"Percent", "X = '%s' % 'system'\n", "system"},
        {"PercentTuple", "X = '%s%s' % ('sys', 'tem')\n", "system"},
        {"PercentC", "X = '%cystem' % 115\n", "system"},
        {"PercentC2", "X = '%c%c%c%c%c%c' % (115,121,115,116,101,109)\n", "system"},
        {"PercentDict", "X = '%(a)sem' % {'a': 'syst'}\n", "system"},
        {"PercentName", "f = '%stem'\nX = f % 'sys'\n", "system"},
        {"Format", "X = '{}tem'.format('sys')\n", "system"},
        {"FormatIdx", "X = '{1}{0}'.format('tem', 'sys')\n", "system"},
        {"FormatKw", "X = '{a}tem'.format(a='sys')\n", "system"},
        {"FormatConv", "X = '{!s}tem'.format('sys')\n", "system"},
        {"FormatC", "X = '{:c}ystem'.format(115)\n", "system"},
        {"FormatMap", "X = '{a}'.format_map({'a': 'system'})\n", "system"},
        {"FormatItem", "X = '{0[0]}tem'.format(['sys'])\n", "system"},
        {"Aug", "n = 'sys'\nn += 'tem'\nX = n\n", "system"},
        {"AugFn", "X = (lambda: 'system')()\n", "system"},
        {"Split", "X = 'a system'.split()[1]\n", "system"},
        {"SplitSep", "X = 'a,system'.split(',')[1]\n", "system"},
        {"Rsplit", "X = 'a.system'.rsplit('.', 1)[-1]\n", "system"},
        {"Partition", "X = 'a.system'.partition('.')[2]\n", "system"},
        {"Splitlines", "X = 'a\\nsystem'.splitlines()[1]\n", "system"},
        {"Replace", "X = 'sysXtem'.replace('X', '')\n", "system"},
        {"ReplaceCount", "X = 'sysXXtem'.replace('X', '', 2)\n", "system"},
        {"Join", "X = ''.join(['sys', 'tem'])\n", "system"},
        {"JoinSplit", "X = ''.join('s y s t e m'.split())\n", "system"},
        {"Lower", "X = 'SYSTEM'.lower()\n", "system"},
        {"TitleLower", "X = 'system'.title().lower()\n", "system"},
        {"Capitalize", "X = 'SYSTEM'.capitalize().swapcase().swapcase().lower()\n", "system"},
        {"UpperStrip", "X = ' system '.strip()\n", "system"},
        {"Center", "X = 'system'.center(3)\n", "system"},
        {"Ljust", "X = 'system'.ljust(6)\n", "system"},
        {"Zfill", "X = 'system'.zfill(2)\n", "system"},
        {"Expandtabs", "X = 'system'.expandtabs()\n", "system"},
        {"Translate", "X = 'xyxtem'.translate({120: 's'})\n", "system"},
        {"Slice", "X = 'xxsystem'[2:]\n", "system"},
        {"Decode", "X = b'system'.decode()\n", "system"},
        {"DecodeAsciiKw", "X = b'system'.decode(encoding='ascii')\n", "system"},
        {"Chr", "X = chr(115) + 'ystem'\n", "system"},
        {"JoinGen", "X = ''.join(chr(c) for c in [115,121,115,116,101,109])\n", "system"},
        {"JoinMap", "X = ''.join(map(chr, [115,121,115,116,101,109]))\n", "system"},
        {"JoinOrd", "X = ''.join(chr(ord(c) - 1) for c in 'tztufn')\n", "system"},
        {"Fstr", "X = f'{\"sys\"}tem'\n", "system"},
        {"FstrR", "X = f'{\"system\"!r}'[1:-1]\n", "system"},
        {"FstrA", "X = f'{\"system\"!a}'[1:-1]\n", "system"},
        {"FstrSpec", "X = f'{\"system\":s}'\n", "system"},
        {"FstrSpec2", "X = f'{115:c}ystem'\n", "system"},
        {"FstrWidth", "X = f'{\"system\":<6}'\n", "system"},
        {"Repr", "X = repr('system')[1:-1]\n", "system"},
        {"Ascii", "X = ascii('system')[1:-1]\n", "system"},
        {"StrBytes", "X = str(b'system', 'ascii')\n", "system"},
        {"StrBytesKw", "X = str(b'system', encoding='ascii')\n", "system"},
        {"StrBytearray", "X = bytearray(b'system').decode()\n", "system"},
        {"BytesList", "X = bytes([115,121,115,116,101,109]).decode()\n", "system"},
        {"Rot13", "import codecs\nX = codecs.decode('flfgrz', 'rot13')\n", "system"},
        {"RotUnderscore13", "import codecs\nX = codecs.decode('flfgrz', 'rot_13')\n", "system"},
        {"Rot13Enc", "import codecs\nX = codecs.encode('flfgrz', 'rot13')\n", "system"},
        {"B64", "import base64\nX = base64.b64decode('c3lzdGVt').decode()\n", "system"},
        {"B64b", "import base64\nX = base64.b64decode(b'c3lzdGVt').decode()\n", "system"},
        {"B32", "import base64\nX = base64.b32decode('ON4XG5DFNU======').decode()\n", "system"},
        {"B16", "import base64\nX = base64.b16decode('73797374656D').decode()\n", "system"},
        {"Unhex", "import binascii\nX = binascii.unhexlify('73797374656d').decode()\n", "system"},
        {"A2b", "import binascii\nX = binascii.a2b_base64('c3lzdGVt').decode()\n", "system"},
        {"Fromhex", "X = bytes.fromhex('73797374656d').decode()\n", "system"},
        {"Bafromhex", "X = bytearray.fromhex('73797374656d').decode()\n", "system"},
        {"CodecsHex", "import codecs\nX = codecs.decode(b'73797374656d', 'hex').decode()\n",
         "system"},
        {"Quote", "import urllib.parse\nX = urllib.parse.unquote('%73ystem')\n", "system"},
        {"StringMod", "import string\nX = string.ascii_lowercase[18] + 'ystem'\n", "system"},
        {"DictLookup", "d = {1: 'system'}\nX = d[1]\n", "system"},
        {"DictLookupStr", "d = {'a': 'system'}\nX = d['a']\n", "system"},
        {"DictGet", "d = {'a': 'system'}\nX = d.get('a')\n", "system"},
        {"ListLookup", "d = ['system']\nX = d[0]\n", "system"},
        {"Cond", "X = 'system' if 1 else ''\n", "system"},
        {"Or", "X = '' or 'system'\n", "system"},
        {"Fn", "def n(): return 'system'\nX = n()\n", "system"},
        {"FnParam", "def n(a): return a\nX = n('system')\n", "system"},
        {"FnParam2", "def n(a, b): return a + b\nX = n('sys', 'tem')\n", "system"},
        {"Lambda", "n = lambda: 'system'\nX = n()\n", "system"},
        {"Default", "X = (lambda a='system': a)()\n", "system"},
        {"ClsAttr", "class N:\n    n = 'system'\nX = N.n\n", "system"},
        {"ClsInst", "class N:\n    n = 'system'\nX = N().n\n", "system"},
        {"ForTarget", "X = [n for n in ['system']][0]\n", "system"},
        {"Twice", "n = 'a'\nn = 'system'\nX = n\n", "system"},
        {"TwoValues", "n = 'a'\nif n:\n    n = 'system'\nX = n\n", "system"},
        {"ForLoop", "for n in ['a', 'system']: pass\nX = n\n", "system"},
        {"Walrus", "X = (n := 'system')\n", "system"},
        {"Unpack", "a, b = 'sys', 'tem'\nX = a + b\n", "system"},
        {"NameDunder", "class system: pass\nX = system.__name__\n", "system"},
        {"FnName", "def system(): pass\nX = system.__name__\n", "system"},
        {"AddOp", "import operator\nX = operator.add('sys', 'tem')\n", "system"},
        {"Concat", "import operator\nX = operator.concat('sys', 'tem')\n", "system"},
        {"DunderAdd", "X = 'sys'.__add__('tem')\n", "system"},
        {"StrJoinUnbound", "X = str.join('', ['sys', 'tem'])\n", "system"},
        {"StrLowerUnbound", "X = str.lower('SYSTEM')\n", "system"},
        {"ParamCall", "X = (lambda s: s)('system')\n", "system"},
        {"ImportFmt", "X = 'sys' + format('tem')\n", "system"},
        {"PctR", "X = ('%r' % 'system')[1:-1]\n", "system"},
        {"Removesuffix", "X = 'systemX'.removesuffix('X')\n", "system"},
        {"EncodeDecode", "X = 'system'.encode().decode()\n", "system"},
        {"BytesJoin", "X = b''.join([b'sys', b'tem']).decode()\n", "system"},
        {"BytesRev", "X = b'metsys'[::-1].decode()\n", "system"},
        {"Casefold", "X = 'SYSTEM'.casefold()\n", "system"},
        {"SplitJoin", "X = 's.y.s.t.e.m'.replace('.', '')\n", "system"},
        {"StrMul", "X = 's' * 1 + 'ystem'\n", "system"},
        {"JoinTupleStar", "X = ''.join([*'sys', *'tem'])\n", "system"},
    }),
    [](const auto& each) { return std::string(each.param.name); });

TEST(ConstantStrings, HasAllPossibilities) {
  const auto values = [](const char* text) {
    const Parsed p(text);
    return p.names().ConstantStrings(ValueOfX(p));
  };
  using testing::IsEmpty;
  using testing::UnorderedElementsAre;
  EXPECT_THAT(values("X = 'a' if y else 'b'\n"), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(values("n = 'a'\nn = 'b'\nX = n + n\n"), UnorderedElementsAre("aa", "bb"));
  EXPECT_THAT(values("n = 's'\nn += 'y'\nX = n\n"), UnorderedElementsAre("s", "sy"));
  EXPECT_THAT(values("for n in ('a', 'b'):\n    X = n\n"), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(values("def f(n='a'):\n    X = n\n"), UnorderedElementsAre("a"));
  EXPECT_THAT(values("if y: n = 'a'\nelse: n = z\nX = n\n"), UnorderedElementsAre("a"));
  EXPECT_THAT(values("X = y\n"), IsEmpty());
  EXPECT_THAT(values("def f(a): return f(a)\nX = f('a')\n"), IsEmpty());
  EXPECT_THAT(values("def f(a): return a + a\nX = f(f('a'))\n"), UnorderedElementsAre("aaaa"));
}

// Choices multiply; sixteen of them are looked at.
TEST(ConstantStrings, ChoicesAreBounded) {
  std::string text = "X = ''";
  for (int i = 0; i < 40; ++i) text += " + ('a' if y else 'b')";
  const Parsed p(text + "\n");
  EXPECT_EQ(p.names().ConstantStrings(ValueOfX(p)).size(), 16u);
  EXPECT_FALSE(p.names().gave_up());
}

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
