// The report of a text that is being edited, without judging all of it again.
//
//   IncrementalCheck check(rules, limits, AnalyzeOptionsFor(set), "a.py");
//   check.SetText(text);
//   Report all = check.Check();                  // as Analyze() of the whole text
//   check.Replace(120, 121, "y");                // bytes [120, 121) of text() become "y"
//   Report again = check.Check();                // as Analyze() of the new text, but fast
//
// The text is cut into definitions: the statements of the module, and in them the functions that no
// other function holds. What is found in a definition depends on its own text, on the statements of
// the module and of classes (not on the bodies of other functions), and of those only on the ones
// that bind a name which it mentions. So an edit is judged in a slice of the text: the definitions
// that it touches, those that mention a name which it binds, and what they in turn depend on; every
// other line is left empty and every other function body is `pass`, so that lines and columns stay.
// The slice goes through the same intake, parse, names and rules as a whole text. Findings outside
// of what was judged are kept.
//
// Check() returns what Analyze() returns for the same text, always: where the argument above does
// not hold (text that does not parse, `global` outside of functions, a look into globals(), modules
// that are stored or passed on, a rule that reads the whole text, a slice that is most of the
// text), the whole text is judged. The one exception is the bound on the search for what names
// stand for (Names::gave_up()): it grows with the text, so the whole of a text may meet it where no
// slice does.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/rule.h"

namespace stockade::analyzer {

// Not thread-safe. Memory: about twice the text besides the findings; no tree is kept.
class IncrementalCheck {
 public:
  // `rules` must outlive the object.
  IncrementalCheck(std::span<const std::unique_ptr<Rule>> rules, const IntakeLimits& limits,
                   const AnalyzeOptions& options, std::string path);
  IncrementalCheck(IncrementalCheck&&) noexcept;
  IncrementalCheck& operator=(IncrementalCheck&&) noexcept;
  ~IncrementalCheck();

  // Forgets everything about the text before.
  void SetText(std::string text);
  // Puts `text` in the place of the bytes [begin, end). Both are clamped to the text. Any number of
  // edits may come before the next Check().
  void Replace(size_t begin, size_t end, std::string_view text);
  const std::string& text() const;

  // Never fails. The reference is valid until the next call of any other function.
  const Report& Check();
  // The same, but gives up (null) if `cancelled` says so between two phases of judging the whole
  // text, because the text is about to change again. The next call starts anew.
  const Report* CheckUnless(const std::function<bool()>& cancelled);

  // What the last Check() did, for tests and measurements.
  struct Work {
    bool whole = true;        // the whole text was judged
    size_t judged_bytes = 0;  // of the text or of the slice, without its empty lines
  };
  Work last_work() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace stockade::analyzer
