#include "tests/lower/facts.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <span>
#include <vector>

#include <fmt/format.h>

namespace stockade::analyzer {

namespace {

std::string Hex(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string result;
  result.reserve(text.size() * 2);
  for (const char c : text) {
    result += kDigits[static_cast<unsigned char>(c) >> 4];
    result += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return result;
}

// The literal's value as Python prints it: decimal, or "big" from 2^64 on.
std::string IntWords(std::string_view text) {
  std::string digits(text);
  std::erase(digits, '_');
  int base = 10;
  if (digits.size() > 1 && digits[0] == '0') {
    const char mark = static_cast<char>(digits[1] | 0x20);
    base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
  }
  if (base != 10) digits.erase(0, 2);
  errno = 0;
  const unsigned long long value = std::strtoull(digits.c_str(), nullptr, base);
  return errno == ERANGE ? "Int big" : fmt::format("Int {}", value);
}

std::string FloatWords(std::string_view text) {
  std::string digits(text);
  std::erase(digits, '_');
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.17g", std::strtod(digits.c_str(), nullptr));
  return buffer;
}

class FactsPrinter {
 public:
  FactsPrinter(const Source& source, PythonVersion python)
      : source_(source), places_aliases_(python >= PythonVersion{3, 10}) {}

  std::string Print(const Node& root) {
    Push(&root, 0);
    while (!stack_.empty()) {
      Entry entry = std::move(stack_.back());
      stack_.pop_back();
      if (!entry.line.empty()) {
        Line(entry.depth, entry.line);
      } else if (entry.node == nullptr) {
        Line(entry.depth, "-");
      } else {
        Show(entry);
      }
    }
    if (!out_.empty()) out_.pop_back();
    return std::move(out_);
  }

 private:
  struct Entry {
    const Node* node;
    size_t depth;
    bool placed;
    std::string line;
  };

  void Push(const Node* node, size_t depth, bool placed = true, std::string line = {}) {
    stack_.push_back({node, depth, placed, std::move(line)});
  }
  void Line(size_t depth, std::string_view text) {
    out_.append(depth, ' ');
    out_ += text;
    out_ += '\n';
  }
  std::string Place(uint32_t offset) const {
    const uint32_t line = source_.LineOf(offset);
    return fmt::format("{}:{}", line, offset - source_.LineStart(line));
  }
  std::string SpanOf(const Entry& entry) const {
    if (!entry.placed) return "";
    return fmt::format(" {}-{}", Place(entry.node->begin), Place(entry.node->end));
  }
  static std::string_view ContextWord(const Node& node) {
    return node.Context() == kStore ? " store" : node.Context() == kDel ? " del" : "";
  }

  // Kinds that the ast module has no place for.
  bool HasPlace(NodeKind kind) const {
    switch (kind) {
      case NodeKind::kAlias:
        return places_aliases_;
      case NodeKind::kModule:
      case NodeKind::kBlock:
      case NodeKind::kDecorators:
      case NodeKind::kIdentifier:
      case NodeKind::kWithItem:
      case NodeKind::kMatchCase:
      case NodeKind::kParameters:
      case NodeKind::kTypeParams:
      case NodeKind::kArguments:
      case NodeKind::kDictItem:
      case NodeKind::kComprehension:
      case NodeKind::kMatchItem:
      case NodeKind::kMatchKeyword:
        return false;
      default:
        return true;
    }
  }

  std::string Words(const Node& node, bool placed) const {
    const std::string kind(KindName(node.kind));
    switch (node.kind) {
      case NodeKind::kInt:
        return IntWords(node.text);
      case NodeKind::kFloat:
        return "Float " + FloatWords(node.text);
      case NodeKind::kImaginary:
        return "Imaginary " + FloatWords(node.text);
      case NodeKind::kImportFrom:
        return fmt::format("ImportFrom {} {}", node.op, node.text);
      case NodeKind::kParameter:
        return fmt::format("Parameter {} {}{}", node.op, node.text,
                           placed ? " " + Place(node.name_begin) : "");
      case NodeKind::kTypeParam:
        return fmt::format("TypeParam {} {}", node.op, node.text);
      case NodeKind::kBinOp:
      case NodeKind::kAugAssign:
        return fmt::format("{} {}", kind, Spelling(node.Binary()));
      case NodeKind::kUnaryOp:
        return fmt::format("{} {}", kind, Spelling(node.Unary()));
      case NodeKind::kBoolOp:
        return kind + (node.op == 0 ? " and" : " or");
      case NodeKind::kCompare: {
        std::string words = kind;
        for (const char op : node.text) {
          words += fmt::format(" {}", Spelling(static_cast<CompareOperator>(op)));
        }
        return words;
      }
      default:
        break;
    }
    std::string words = kind;
    if (!node.text.empty()) words += fmt::format(" {}", node.text);
    words += ContextWord(node);
    if (node.Has(kAsync)) words += " async";
    if (node.Has(kSimpleTarget)) words += " simple";
    if (node.Has(kStar)) words += " star";
    return words;
  }

  void Show(const Entry& entry) {
    const Node& node = *entry.node;
    if (node.kind == NodeKind::kString) return ShowString(entry);
    std::string words = Words(node, entry.placed);
    const bool in_dict = node.kind == NodeKind::kDoubleStarred && in_dict_.count(&node) > 0;
    if (node.kind != NodeKind::kParameter && HasPlace(node.kind) && !in_dict) {
      words += SpanOf(entry);
    }
    Line(entry.depth, words);
    for (uint32_t i = node.child_count; i-- > 0;) {
      const Node* child = node.children[i];
      // The ast module does not tell `class A():` from `class A:`.
      if (node.kind == NodeKind::kClassDef && i == 3 && child != nullptr &&
          child->child_count == 0) {
        child = nullptr;
      }
      if (node.kind == NodeKind::kDict && child->kind == NodeKind::kDoubleStarred) {
        in_dict_.insert(child);
      }
      Push(child, entry.depth + 1, entry.placed);
    }
  }

  void ShowString(const Entry& entry) {
    const Node& node = *entry.node;
    const std::string_view written = source_.text().substr(node.begin, node.end - node.begin);
    if (entry.placed && written.find("\\N{") != std::string_view::npos) {
      return Line(entry.depth, "String named" + SpanOf(entry));
    }
    bool format = false;
    std::string value;
    for (const Node* piece : node.Children()) {
      if (piece->kind == NodeKind::kFString) format = true;
      value += piece->text;
    }
    if (format) {
      Line(entry.depth, "String format" + SpanOf(entry));
      std::vector<const Node*> parts;
      for (const Node* piece : node.Children()) {
        if (piece->kind == NodeKind::kFString) {
          parts.insert(parts.end(), piece->children, piece->children + piece->child_count);
        } else {
          parts.push_back(piece);
        }
      }
      return PushParts(parts, entry.depth + 1);
    }
    const char* mark = node.Has(kBytes)                        ? " bytes"
                       : node.children[0]->Has(kUnicodePrefix) ? " u"
                                                               : "";
    Line(entry.depth, fmt::format("String{} {}{}", mark, Hex(value), SpanOf(entry)));
  }

  // Texts that follow each other are one to CPython, and the text of `{x=}` belongs to them.
  void PushParts(std::span<const Node* const> parts, size_t depth) {
    std::vector<Entry> entries;
    std::string text;
    const auto flush = [&] {
      if (!text.empty()) entries.push_back({nullptr, depth, false, "Text " + Hex(text)});
      text.clear();
    };
    for (const Node* part : parts) {
      text += part->text;
      if (part->kind != NodeKind::kFStringField) continue;
      flush();
      char conversion = static_cast<char>(part->op);
      if (part->Has(kDebug) && conversion == 0 && part->Child(1) == nullptr) conversion = 'r';
      entries.push_back({nullptr, depth, false,
                         conversion == 0 ? "Field" : fmt::format("Field !{}", conversion)});
      entries.push_back({part->Child(0), depth + 1, false, {}});
      entries.push_back(
          {part->Child(1), depth + 1, false, part->Child(1) == nullptr ? "-" : "Spec"});
    }
    flush();
    for (size_t i = entries.size(); i-- > 0;) {
      const Node* spec = entries[i].node;
      const bool is_spec = entries[i].line == "Spec";
      if (is_spec) PushParts(spec->Children(), depth + 2);
      stack_.push_back(std::move(entries[i]));
    }
  }

  const Source& source_;
  const bool places_aliases_;
  std::string out_;
  std::vector<Entry> stack_;
  std::set<const Node*> in_dict_;
};

}  // namespace

std::string Facts(const Node& root, const Source& source, PythonVersion python) {
  return FactsPrinter(source, python).Print(root);
}

}  // namespace stockade::analyzer
