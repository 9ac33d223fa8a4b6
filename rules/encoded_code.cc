// ST310
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cctype>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kCall};

// A few lines of code tell enough.
constexpr size_t kMaxDecoded = 4096;

using Text = std::optional<std::string>;

int SextetOf(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

// Letters of `bits` bits each, most significant first; what is no letter is passed over, as the
// decoders of the library do or refuse.
template <class Value>
Text DecodeBits(std::string_view text, int bits, Value&& value) {
  std::string out;
  uint32_t held = 0;
  int count = 0;
  for (char c : text) {
    const int letter = value(c);
    if (letter < 0) continue;
    held = (held << bits) | static_cast<uint32_t>(letter);
    count += bits;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>((held >> count) & 0xFF);
    if (out.size() == kMaxDecoded) break;
  }
  return out;
}

Text Base64(std::string_view text) { return DecodeBits(text, 6, SextetOf); }

Text Base32(std::string_view text) {
  return DecodeBits(text, 5, [](char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a';
    return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
  });
}

Text Hex(std::string_view text) {
  return DecodeBits(text, 4, [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  });
}

Text Rot13(std::string_view text) {
  std::string out(text.substr(0, kMaxDecoded));
  for (char& c : out) {
    const char lower = static_cast<char>(c | 0x20);
    if (lower >= 'a' && lower <= 'z') c = static_cast<char>(c + (lower < 'n' ? 13 : -13));
  }
  return out;
}

struct Decoder {
  std::string_view name, qualified;
  Text (*decode)(std::string_view text);
};
constexpr Decoder kDecoders[] = {
    {"b64decode", "base64.b64decode", Base64},
    {"standard_b64decode", "base64.standard_b64decode", Base64},
    {"urlsafe_b64decode", "base64.urlsafe_b64decode", Base64},
    {"decodebytes", "base64.decodebytes", Base64},
    {"a2b_base64", "binascii.a2b_base64", Base64},
    {"b32decode", "base64.b32decode", Base32},
    {"b16decode", "base64.b16decode", Hex},
    {"unhexlify", "binascii.unhexlify", Hex},
    {"a2b_hex", "binascii.a2b_hex", Hex},
    {"fromhex", "builtins.bytes.fromhex", Hex},
    {"fromhex", "builtins.bytearray.fromhex", Hex},
};

struct Codec {
  std::string_view name;
  Text (*decode)(std::string_view text);
};
constexpr Codec kCodecs[] = {{"rot13", Rot13},    {"rot_13", Rot13},       {"rot-13", Rot13},
                             {"hex", Hex},        {"hex_codec", Hex},      {"base64", Base64},
                             {"base_64", Base64}, {"base64_codec", Base64}};

std::optional<std::string> ConstantBytes(const Node& argument, const RuleContext& context) {
  if (argument.kind == NodeKind::kString && argument.Has(analyzer::kBytes)) {
    return PlainText(argument);
  }
  return context.names().ConstantString(argument);
}

Text Decoded(const Node& call, const RuleContext& context) {
  const Node& function = *call.Child(0);
  const std::string_view name = LastName(function);
  const Node* first = PositionalArgument(call, 0);
  if (first == nullptr) return std::nullopt;
  if (name == "decode" && MayBe(context, function, "codecs.decode")) {
    const Node* codec = PositionalArgument(call, 1);
    if (codec == nullptr) codec = KeywordArgument(call, "encoding");
    const Text wanted = codec == nullptr ? std::nullopt : context.names().ConstantString(*codec);
    const Text text = ConstantBytes(*first, context);
    if (!wanted || !text) return std::nullopt;
    for (const Codec& known : kCodecs) {
      if (known.name == *wanted) return known.decode(*text);
    }
    return std::nullopt;
  }
  // The name may be another after an import: `from base64 import b64decode as d`.
  if (function.kind == NodeKind::kAttribute &&
      std::none_of(std::begin(kDecoders), std::end(kDecoders),
                   [&](const Decoder& d) { return d.name == name; })) {
    return std::nullopt;
  }
  for (const std::string_view qualified : context.names().QualifiedNameViews(function)) {
    for (const Decoder& decoder : kDecoders) {
      if (decoder.qualified != qualified) continue;
      const Text text = ConstantBytes(*first, context);
      return text ? decoder.decode(*text) : std::nullopt;
    }
  }
  return std::nullopt;
}

// Words that code has and data has not, next to what makes them code.
bool LooksLikeCode(std::string_view text) {
  static const RE2 code(
      R"((?m)(__[a-z]+__|\b(eval|exec|compile|open|getattr|system|popen|globals)\s*\()"
      R"(|^\s*(import\s+\w|from\s+[\w.]+\s+import\b)|;\s*import\s))",
      RE2::Latin1);
  const auto printable = [](char c) {
    return (c >= ' ' && c <= '~') || c == '\n' || c == '\t' || c == '\r';
  };
  return text.size() >= 6 && std::all_of(text.begin(), text.end(), printable) &&
         RE2::PartialMatch({text.data(), text.size()}, code);
}

void Check(const Node& call, const Policy&, RuleContext& context) {
  if (ArgumentCount(call) == 0) return;
  Text text = Decoded(call, context);
  // Once more inside, as droppers do: base64 of base64.
  if (text && !LooksLikeCode(*text)) text = Base64(*text);
  if (!text || !LooksLikeCode(*text)) return;
  std::string shown = text->substr(0, text->find('\n'));
  if (shown.size() > 40) shown = shown.substr(0, 40) + "...";
  context.Report(call, fmt::format("the encoded text is code: {}", shown),
                 "write code as code, and data as it is read");
}

}  // namespace

extern const RuleRow kEncodedCode;
const RuleRow kEncodedCode = {
    .doc = {.code = "ST310",
            .name = "encoded-code",
            .summary = "A constant that the text decodes (base64, hex, rot13) is Python code.",
            .why = "Encoding is how code is carried past a reader or a filter. The text cannot run "
                   "it here, but whoever wrote it meant to, and the decoded line says what for. "
                   "Data that decodes to anything but code is not meant.",
            .bad = "import base64\n\npart = "
                   "base64.b64decode('X19pbXBvcnRfXygnb3MnKS5zeXN0ZW0oJ2lkJyk=')\n",
            .good = "import base64\n\ntext = base64.b64decode('aGVsbG8=').decode()\n",
            .references = "CWE-506; MITRE ATT&CK T1027"},
    .severity = Severity::kWarning,
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
