// Framing, positions and URIs of the language server.
#include <gtest/gtest.h>

#include "tools/lsp/document.h"
#include "tools/lsp/framing.h"
#include "tools/lsp/uri.h"

namespace stockade::lsp {
namespace {

std::vector<std::string> Bodies(FrameReader& reader) {
  std::vector<std::string> bodies;
  while (auto frame = reader.Next()) {
    bodies.push_back(frame->kind == Frame::Kind::kBody       ? frame->text
                     : frame->kind == Frame::Kind::kTooLarge ? "(too large)"
                                                             : "(broken) " + frame->text);
  }
  return bodies;
}

using Strings = std::vector<std::string>;

TEST(FrameReader, TakesSeveralMessagesInOneRead) {
  FrameReader reader;
  reader.Feed(Framed("one") + Framed("") + Framed("three"));
  EXPECT_EQ(Bodies(reader), (Strings{"one", "", "three"}));
}

TEST(FrameReader, TakesOneMessageInManyReads) {
  FrameReader reader;
  Strings all;
  for (const char c : Framed("héllo") + Framed("two")) {
    reader.Feed(std::string_view(&c, 1));
    for (std::string& body : Bodies(reader)) all.push_back(std::move(body));
  }
  EXPECT_EQ(all, (Strings{"héllo", "two"}));
}

TEST(FrameReader, ReadsHeadersOfEveryCaseAndOrder) {
  FrameReader reader;
  reader.Feed(
      "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-LENGTH:3\r\n\r\nabc");
  reader.Feed("Content-Length: 2\n\nok");
  EXPECT_EQ(Bodies(reader), (Strings{"abc", "ok"}));
}

TEST(FrameReader, GivesUpOnBrokenHeaders) {
  for (const char* text :
       {"hello\r\n\r\n", "Content-Length: x\r\n\r\n", "X: y\r\n\r\n", "Content-Length: -1\r\n\r\n",
        "Content-Length: 99999999999999999999\r\n\r\n"}) {
    FrameReader reader;
    reader.Feed(text);
    reader.Feed(Framed("after"));
    const Strings bodies = Bodies(reader);
    ASSERT_EQ(bodies.size(), 1u) << text;
    EXPECT_TRUE(bodies[0].starts_with("(broken)")) << text;
  }
}

TEST(FrameReader, BoundsTheHeaders) {
  FrameReader reader;
  reader.Feed(std::string(FrameReader::kMaxHeaderBytes + 1, 'a'));
  const Strings bodies = Bodies(reader);
  ASSERT_EQ(bodies.size(), 1u);
  EXPECT_EQ(bodies[0], "(broken) the headers are longer than 8192 bytes");
}

TEST(FrameReader, PassesOverABodyThatIsTooLarge) {
  FrameReader reader;
  const size_t size = FrameReader::kMaxBodyBytes + 1;
  reader.Feed("Content-Length: " + std::to_string(size) + "\r\n\r\n");
  const std::string piece(1 << 20, 'x');
  for (size_t fed = 0; fed < size;) {
    const size_t now = std::min(piece.size(), size - fed);
    reader.Feed(std::string_view(piece).substr(0, now));
    fed += now;
    if (fed < size) {
      EXPECT_EQ(Bodies(reader), Strings{});
    }
  }
  reader.Feed(Framed("next"));
  EXPECT_EQ(Bodies(reader), (Strings{"(too large)", "next"}));
}

TEST(Document, CountsUtf16Units) {
  const Document document("a𐐀é日\nb", PositionEncoding::kUtf16);
  EXPECT_EQ(document.PositionAt(0), (LspPosition{0, 0}));
  EXPECT_EQ(document.PositionAt(5), (LspPosition{0, 3}));
  EXPECT_EQ(document.PositionAt(7), (LspPosition{0, 4}));
  EXPECT_EQ(document.PositionAt(10), (LspPosition{0, 5}));
  EXPECT_EQ(document.PositionAt(11), (LspPosition{1, 0}));
  EXPECT_EQ(document.PositionAt(99), (LspPosition{1, 1}));
  EXPECT_EQ(document.OffsetAt({0, 3}), 5u);
  EXPECT_EQ(document.OffsetAt({0, 2}), 1u);  // inside the pair: its start
}

TEST(Document, CountsUtf8Bytes) {
  const Document document("a𐐀é\nb", PositionEncoding::kUtf8);
  EXPECT_EQ(document.PositionAt(5), (LspPosition{0, 5}));
  EXPECT_EQ(document.OffsetAt({0, 3}), 1u);
  EXPECT_EQ(document.OffsetAt({1, 1}), 9u);
}

TEST(Document, ClampsPositions) {
  const Document document("ab\r\ncd", PositionEncoding::kUtf16);
  EXPECT_EQ(document.OffsetAt({0, 99}), 2u);  // before the line end
  EXPECT_EQ(document.OffsetAt({9, 0}), 6u);
}

TEST(Document, EndsLinesAtEveryKindOfLineEndAndNoOther) {
  const Document document(
      "a\rb\r\nc\nd\xE2\x80\xA8"
      "e\f\vf",
      PositionEncoding::kUtf16);
  EXPECT_EQ(document.PositionAt(2), (LspPosition{1, 0}));
  EXPECT_EQ(document.PositionAt(5), (LspPosition{2, 0}));
  EXPECT_EQ(document.PositionAt(7), (LspPosition{3, 0}));
  EXPECT_EQ(document.PositionAt(document.text().size()).line, 3u);
}

TEST(Document, AppliesEdits) {
  Document document("one\ntwo\n", PositionEncoding::kUtf16);
  document.Replace({{0, 3}, {1, 0}}, " ");
  EXPECT_EQ(document.text(), "one two\n");
  document.Replace({{1, 0}, {1, 0}}, "three\n");
  EXPECT_EQ(document.text(), "one two\nthree\n");
  document.Replace({{1, 5}, {2, 0}}, "");  // how some editors take the last line end away
  EXPECT_EQ(document.text(), "one two\nthree");
  document.ReplaceAll("x");
  EXPECT_EQ(document.PositionAt(1), (LspPosition{0, 1}));
}

TEST(PathOfUri, DecodesFileUris) {
  EXPECT_EQ(PathOfUri("file:///a%20b/%C3%A9.py"), "/a b/é.py");
  EXPECT_EQ(PathOfUri("file://localhost/a.py"), "/a.py");
  for (const char* other : {"untitled:Untitled-1", "file://host/a.py", "file:///a%2", "file:///%00",
                            "http://x/a.py", ""}) {
    EXPECT_EQ(PathOfUri(other), "") << other;
  }
}

}  // namespace
}  // namespace stockade::lsp
