#include "rewriter/page.h"

#include <algorithm>
#include <limits>

namespace stockade::rewriter {

namespace {
constexpr uint32_t kNoLineEnd = std::numeric_limits<uint32_t>::max();
}

Page::Page(const analyzer::Source& source, uint32_t indent, bool indent_continuations)
    : source_(source), indent_(indent), indent_continuations_(indent_continuations) {
  text_.reserve(source.text().size() + source.text().size() / 4 + 64);
  positions_.reserve(source.text().size() / 8);
  line_end_ = source_.line_count() > 1 ? source_.LineStart(2) : kNoLineEnd;
}

uint32_t Page::LineOf(uint32_t offset) const {
  if (offset < line_end_ && offset >= source_begin_) return line_;
  return source_.LineOf(offset);
}

void Page::MoveAhead(uint32_t offset) {
  if (breaks_ == Breaks::kNone) return;
  uint32_t line = line_ + 1;
  while (line < source_.line_count() && source_.LineStart(line + 1) <= offset) ++line;
  if (breaks_ == Breaks::kInFStringText) {
    BreakTo(line, "\\");
    return;
  }
  const bool free = depth_ != 0 || breaks_ == Breaks::kFree;
  if (!free && anchored_ && !anchor_open_) {
    const bool same_line = anchor_ >= line_begin_;
    text_.insert(anchor_, 1, '(');
    if (!same_line) ++line_begin_;
    for (size_t i = anchor_positions_;
         i < positions_.size() && positions_[i].printed_line == anchor_line_; ++i) {
      ++positions_[i].printed_column;
    }
    anchor_open_ = true;
    depth_ = 1;
  }
  if (!text_.empty() && text_.back() == ' ') text_.pop_back();
  BreakTo(line, free || depth_ != 0 ? "" : " \\");
  if (indent_continuations_) Blanks(level_ + 1);
}

void Page::BreakTo(uint32_t line, std::string_view before_each) {
  for (; line_ < line; ++line_) {
    text_.append(before_each);
    text_.push_back('\n');
  }
  line_begin_ = text_.size();
  source_begin_ = line_ <= source_.line_count() ? source_.LineStart(line_) : kNoLineEnd;
  line_end_ = line_ < source_.line_count() ? source_.LineStart(line_ + 1) : kNoLineEnd;
}

void Page::Blanks(uint32_t levels) { text_.append(size_t{levels} * indent_, ' '); }

void Page::StartStatement(uint32_t offset) {
  const uint32_t line = LineOf(offset);
  if (line > line_ || block_ended_) {
    BreakTo(std::max(line, at_line_start_ ? line_ : line_ + 1), "");
    Blanks(level_);
  } else if (after_colon_) {
    text_.push_back(' ');
  } else if (!at_line_start_) {
    text_.append("; ");
  }
  at_line_start_ = after_colon_ = block_ended_ = false;
}

void Page::AddLine() {
  text_.push_back('\n');
  ++added_;
  line_begin_ = text_.size();
  Blanks(level_);
}

void Page::StartInserted() {
  if (after_colon_ || block_ended_) AddLine();
  at_line_start_ = after_colon_ = block_ended_ = false;
}

void Page::EndInserted(uint32_t next) {
  if (LineOf(next) > line_) return;
  AddLine();
  at_line_start_ = true;
}

void Page::StartClause(uint32_t line) {
  BreakTo(std::max(line, line_ + 1), "");
  Blanks(level_);
  after_colon_ = block_ended_ = false;
}

void Page::Colon() {
  text_.push_back(':');
  after_colon_ = true;
}

void Page::BeginAnchor() {
  if (depth_ != 0 || breaks_ != Breaks::kNormal) return;
  anchored_ = true;
  anchor_open_ = false;
  anchor_ = text_.size();
  anchor_positions_ = positions_.size();
  anchor_line_ = printed_line();
}

void Page::EndAnchor() {
  if (!anchored_) return;
  anchored_ = false;
  if (anchor_open_) Close(')');
  anchor_open_ = false;
}

void Page::Mark(uint32_t offset) {
  const auto column = static_cast<uint32_t>(text_.size() - line_begin_);
  if (!positions_.empty() && positions_.back().printed_line == printed_line() &&
      positions_.back().printed_column == column) {
    return;
  }
  const uint32_t line = LineOf(offset);
  positions_.push_back({printed_line(), column, line, offset - source_.LineStart(line)});
}

void Page::Remark(uint32_t offset) {
  const auto column = static_cast<uint32_t>(text_.size() - line_begin_);
  if (!positions_.empty() && positions_.back().printed_line == printed_line() &&
      positions_.back().printed_column == column) {
    positions_.pop_back();
  }
  Mark(offset);
}

Page::State Page::Save() const {
  return {text_.size(), positions_.size(), line_begin_, line_, line_end_, depth_};
}

void Page::Restore(const State& state) {
  text_.resize(state.text_size);
  positions_.resize(state.position_count);
  line_begin_ = state.line_begin;
  line_ = state.line;
  line_end_ = state.line_end;
  source_begin_ = line_ <= source_.line_count() ? source_.LineStart(line_) : kNoLineEnd;
  depth_ = state.depth;
}

void Page::Insert(const State& at, char c) {
  text_.insert(at.text_size, 1, c);
  if (line_ != at.line) ++line_begin_;
  for (size_t i = at.position_count;
       i < positions_.size() && positions_[i].printed_line == at.line + added_; ++i) {
    ++positions_[i].printed_column;
  }
}

std::string Page::TakeText() {
  if (!text_.empty() && text_.back() != '\n') text_.push_back('\n');
  return std::move(text_);
}

}  // namespace stockade::rewriter
