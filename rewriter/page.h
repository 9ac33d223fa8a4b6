// The printed text as it grows, every token on its original line (private to the rewriter).
//
//   page.StartStatement(node.begin);            // new line and indentation, or "; "
//   page.BeginAnchor();                         // a place where a parenthesis may go
//   page.MoveTo(operand.begin); page.Put("x");  // a line break, made legal by brackets
//   page.EndAnchor();
//
// Printed lines and source lines have the same numbers, but for lines that were added. A token
// whose line lies behind stays on the current line. Outside brackets a line break puts a
// parenthesis at the anchor, once, or a backslash where there is no anchor.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/source.h"
#include "rewriter/rewriter.h"

namespace stockade::rewriter {

class Page {
 public:
  // `indent` is the number of blanks of a block level; continuation lines get one level more if
  // `indent_continuations`. `source` must outlive the page.
  Page(const analyzer::Source& source, uint32_t indent, bool indent_continuations);

  // --- tokens
  void Put(char c) { text_.push_back(c); }
  void Put(std::string_view token) { text_.append(token); }
  void Open(char bracket) {
    text_.push_back(bracket);
    ++depth_;
  }
  void Close(char bracket) {
    text_.push_back(bracket);
    --depth_;
  }
  uint32_t depth() const { return depth_; }  // open brackets
  // For literals, which append in place; must not write line feeds.
  std::string& text() { return text_; }

  // --- lines
  // To the line of a source offset, if it lies ahead.
  void MoveTo(uint32_t offset) {
    if (offset >= line_end_) MoveAhead(offset);
  }
  bool IsAhead(uint32_t offset) const { return offset >= line_end_; }
  bool IsBehind(uint32_t offset) const { return offset < source_begin_; }
  uint32_t line() const { return line_; }
  uint32_t LineOf(uint32_t offset) const;

  // --- statements
  void StartStatement(uint32_t offset);
  // A statement that the source does not have, before the compound statement at `next`, which needs
  // a line of its own: the printed lines move down by one.
  void StartInserted();
  void EndInserted(uint32_t next);
  bool added_lines() const { return added_ != 0; }
  // A clause (else, except, case) on a line of its own: that of `line`, or the next free one.
  void StartClause(uint32_t line);
  void Colon();  // ends a header
  void Indent() { ++level_; }
  void Dedent() { --level_; }
  // The block that has just ended: what follows needs a new line.
  void EndBlock() { block_ended_ = true; }

  // --- anchors: at most one at a time, only outside brackets
  void BeginAnchor();
  void EndAnchor();

  // --- f-strings
  // In the text between fields a line break is written as a backslash; in a field it is free, or
  // cannot be made at all, as the quotes and the Python are.
  enum class Breaks : uint8_t { kNormal, kInFStringText, kFree, kNone };
  Breaks breaks() const { return breaks_; }
  void set_breaks(Breaks breaks) { breaks_ = breaks; }

  // --- positions
  // What is printed next stood at `offset`. The first mark of a place counts.
  void Mark(uint32_t offset);
  // The same, but the last mark of a place counts.
  void Remark(uint32_t offset);

  // --- going back, within one line or an f-string
  struct State {
    size_t text_size, position_count, line_begin;
    uint32_t line, line_end, depth;
  };
  State Save() const;
  void Restore(const State& state);
  void Insert(const State& at, char c);  // at an earlier place

  std::string TakeText();
  std::vector<Position> TakePositions() { return std::move(positions_); }

 private:
  void MoveAhead(uint32_t offset);
  void BreakTo(uint32_t line, std::string_view before_each);
  void Blanks(uint32_t levels);
  void AddLine();
  uint32_t printed_line() const { return line_ + added_; }

  const analyzer::Source& source_;
  const uint32_t indent_;
  const bool indent_continuations_;
  std::string text_;
  std::vector<Position> positions_;
  size_t line_begin_ = 0;      // in text_
  uint32_t line_ = 1;          // of the source
  uint32_t added_ = 0;         // lines printed that the source does not have
  uint32_t source_begin_ = 0;  // of line_ in the source
  uint32_t line_end_ = 0;      // of line_ in the source: where the next one starts
  uint32_t depth_ = 0;
  uint32_t level_ = 0;
  bool at_line_start_ = true, after_colon_ = false, block_ended_ = false;
  Breaks breaks_ = Breaks::kNormal;
  // The anchor.
  bool anchored_ = false, anchor_open_ = false;
  size_t anchor_ = 0, anchor_positions_ = 0;
  uint32_t anchor_line_ = 0;
};

}  // namespace stockade::rewriter
