// The cache of `check`: what it may be believed, and what becomes of it when it is lost, cut off,
// overwritten or planted.
#include "tools/cache.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "tests/support/process.h"

namespace stockade {
namespace {

namespace fs = std::filesystem;

class Cache : public ::testing::Test {
 protected:
  std::unique_ptr<CheckCache> Open(size_t max_bytes = 64 << 20) {
    return CheckCache::Open({.directory = Directory(), .max_bytes = max_bytes}, &why_);
  }
  std::string Directory() { return folder_.File("cache"); }
  std::string Pack() {
    std::ifstream file(Directory() + "/check-1", std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return std::move(bytes).str();
  }
  void PutPack(const std::string& bytes) { tests::WriteFile(Directory() + "/check-1", bytes); }
  // What a new process finds of this text.
  bool Knows(std::string_view text, std::string_view rules = "digest") {
    const auto cache = Open();
    CachedReport report;
    return cache != nullptr && cache->Find(cache->KeyOf(text, rules), &report);
  }
  void Learn(std::string_view text, const CachedReport& report = {}) {
    const auto cache = Open();
    ASSERT_NE(cache, nullptr) << why_;
    cache->Add(cache->KeyOf(text, "digest"), report);
    cache->Save();
  }

  tests::TemporaryDirectory folder_;
  std::string why_;
};

TEST_F(Cache, HashesAsItsPaperSays) {
  // Key 00 01 .. 0f, input 00 01 .. 0e: the vectors of the reference implementation with 128 bits,
  // for inputs of no byte and of fifteen.
  CacheSecret secret;
  std::string bytes;
  for (unsigned char c = 0; c < secret.size(); ++c) secret[c] = c;
  for (char c = 0; c < 15; ++c) bytes += c;
  const auto hex = [&](std::string_view text) {
    std::string out;
    for (const unsigned char c : KeyedHash(secret, text)) out += fmt::format("{:02x}", c);
    return out;
  };
  EXPECT_EQ(hex(""), "a3817f04ba25a8e66df67214c7550293");
  EXPECT_EQ(hex(bytes), "5493e99933b0a8117e08ec0f97cfc3d9");
}

TEST_F(Cache, GivesBackAllOfAReport) {
  CachedReport report;
  report.verdict = analyzer::FileVerdict::kFindings;
  report.findings.push_back({.code = "ST101",
                             .rule = "forbidden-name",
                             .severity = analyzer::Severity::kWarning,
                             .message = std::string("a\0b", 3),
                             .span = {{1, 2, 3}, {4, 5, 6}},
                             .help = "h",
                             .fix = analyzer::Fix{"f", {{{{7, 8, 9}, {10, 11, 12}}, "t"}}}});
  report.findings.push_back({.code = "ST102"});
  Learn("text", report);
  const auto cache = Open();
  CachedReport found;
  ASSERT_TRUE(cache->Find(cache->KeyOf("text", "digest"), &found));
  EXPECT_EQ(found.verdict, report.verdict);
  ASSERT_EQ(found.findings.size(), 2u);
  const analyzer::Diagnostic& first = found.findings[0];
  EXPECT_EQ(first.code, "ST101");
  EXPECT_EQ(first.rule, "forbidden-name");
  EXPECT_EQ(first.severity, analyzer::Severity::kWarning);
  EXPECT_EQ(first.message, std::string("a\0b", 3));
  EXPECT_EQ(first.span, report.findings[0].span);
  EXPECT_EQ(first.help, "h");
  ASSERT_TRUE(first.fix.has_value());
  EXPECT_EQ(first.fix->message, "f");
  ASSERT_EQ(first.fix->edits.size(), 1u);
  EXPECT_EQ(first.fix->edits[0].span, report.findings[0].fix->edits[0].span);
  EXPECT_EQ(first.fix->edits[0].text, "t");
  EXPECT_FALSE(found.findings[1].fix.has_value());
}

TEST_F(Cache, AnswersForTheSameTextAndRulesOnly) {
  Learn("text");
  EXPECT_TRUE(Knows("text"));
  EXPECT_FALSE(Knows("texu"));
  EXPECT_FALSE(Knows("text", "digesu"));
  EXPECT_FALSE(Knows("textd", "igest"));
}

TEST_F(Cache, BelievesNothingThatWasChanged) {
  Learn("text");
  const std::string good = Pack();
  for (size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    PutPack(bad);
    EXPECT_FALSE(Knows("text")) << i;
    PutPack(good.substr(0, i));
    EXPECT_FALSE(Knows("text")) << i;
  }
  PutPack(good);
  EXPECT_TRUE(Knows("text"));
}

TEST_F(Cache, BelievesNothingFromAnotherCache) {
  // An entry that says of a hostile text that it is clean, made with another secret.
  Learn("import os");
  const std::string planted = Pack();
  fs::remove_all(Directory());
  Learn("x = 1");
  PutPack(planted);
  EXPECT_FALSE(Knows("import os"));
}

TEST_F(Cache, UsesNothingThatOthersMayWriteOrRead) {
  Learn("text");
  fs::permissions(Directory(), fs::perms(0770));
  EXPECT_EQ(Open(), nullptr);
  fs::permissions(Directory(), fs::perms(0700));
  fs::permissions(Directory() + "/secret", fs::perms(0640));
  EXPECT_EQ(Open(), nullptr);
  fs::permissions(Directory() + "/secret", fs::perms(0600));
  EXPECT_TRUE(Knows("text"));
  fs::permissions(Directory() + "/check-1", fs::perms(0622));
  EXPECT_FALSE(Knows("text"));
  if (geteuid() == 0) {
    fs::permissions(Directory() + "/check-1", fs::perms(0600));
    ASSERT_EQ(chown(Directory().c_str(), 65534, 65534), 0);
    EXPECT_EQ(Open(), nullptr);
    EXPECT_NE(why_.find("others own it"), std::string::npos) << why_;
  }
}

TEST_F(Cache, FollowsNoLink) {
  Learn("text");
  fs::rename(Directory(), folder_.File("elsewhere"));
  fs::create_directory_symlink(folder_.File("elsewhere"), Directory());
  EXPECT_EQ(Open(), nullptr);
}

TEST_F(Cache, StaysUnderItsCapAndForgetsTheUnusedFirst) {
  CachedReport report;
  report.verdict = analyzer::FileVerdict::kFindings;
  report.findings.push_back({.message = std::string(2000, 'm')});
  constexpr size_t kCap = 10'000;
  for (const std::string text : {"a", "b", "c", "d", "e", "f"}) {
    const auto cache = Open(kCap);
    CachedReport found;
    cache->Find(cache->KeyOf("a", "digest"), &found);
    cache->Add(cache->KeyOf(text, "digest"), report);
    cache->Save();
    EXPECT_LE(Pack().size(), kCap);
  }
  EXPECT_TRUE(Knows("a"));
  EXPECT_FALSE(Knows("b"));
  EXPECT_TRUE(Knows("f"));
}

TEST_F(Cache, ServesManyAtOnce) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this, t] {
      for (int i = 0; i < 20; ++i) {
        std::string why;
        const auto cache = CheckCache::Open({.directory = Directory()}, &why);
        ASSERT_NE(cache, nullptr) << why;
        cache->Add(cache->KeyOf(std::to_string(100 * t + i), "digest"), {});
        cache->Save();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  // The last one to save wins, so its own are there.
  EXPECT_TRUE(Knows("19") || Knows("119") || Knows("219") || Knows("319"));
  for (const auto& entry : fs::directory_iterator(Directory())) {
    EXPECT_FALSE(entry.path().filename().string().starts_with("new-")) << entry.path();
  }
}

}  // namespace
}  // namespace stockade
