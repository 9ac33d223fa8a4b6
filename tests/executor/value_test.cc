#include "executor/value.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

namespace stockade::executor {
namespace {

Value Typed(ValueKind kind, std::vector<Value> items) {
  Value value;
  value.kind = kind;
  value.items = std::move(items);
  return value;
}

Value Big(std::string digits) {
  Value value;
  value.kind = ValueKind::kBigInt;
  value.text = std::move(digits);
  return value;
}

// Encoded, decoded and encoded again: nothing is lost on the way.
void ExpectCrosses(const Value& value, const std::string& json) {
  const std::string bytes = Encode(value);
  const Result<Value> back = Decode(bytes, {});
  ASSERT_TRUE(back.has_value()) << json << ": " << back.error().message;
  EXPECT_EQ(Encode(*back), bytes) << json;
  EXPECT_EQ(ToJson(*back), json);
  const Result<Value> parsed = FromJson(json, {});
  ASSERT_TRUE(parsed.has_value()) << json << ": " << parsed.error().message;
  EXPECT_EQ(Encode(*parsed), bytes) << json;
}

TEST(Value, EveryKindCrossesBothWays) {
  ExpectCrosses(Value::None(), "null");
  ExpectCrosses(Value::Bool(true), "true");
  ExpectCrosses(Value::Bool(false), "false");
  ExpectCrosses(Value::Int(0), "0");
  ExpectCrosses(Value::Int(std::numeric_limits<int64_t>::min()), "-9223372036854775808");
  ExpectCrosses(Value::Float(0.1), "0.1");
  ExpectCrosses(Value::Float(-0.0), "-0.0");
  ExpectCrosses(Value::Float(1e300), "1e+300");
  ExpectCrosses(Value::Float(3), "3.0");
  ExpectCrosses(Value::Str("h\xC3\xA9\"\\\n\x01"), "\"h\xC3\xA9\\\"\\\\\\n\\u0001\"");
  ExpectCrosses(Value::List({Value::Int(1), Value::List({})}), "[1,[]]");
  ExpectCrosses(Value::Dict({{Value::Str("a"), Value::Int(1)}}), R"({"a":1})");
  ExpectCrosses(Value::Bytes(std::string("\0\xFF!", 3)), R"({"$type":"bytes","value":"AP8h"})");
  ExpectCrosses(Typed(ValueKind::kTuple, {Value::Int(1)}), R"({"$type":"tuple","value":[1]})");
  ExpectCrosses(Typed(ValueKind::kSet, {Value::Int(1)}), R"({"$type":"set","value":[1]})");
  ExpectCrosses(Typed(ValueKind::kFrozenSet, {}), R"({"$type":"frozenset","value":[]})");
  ExpectCrosses(Value::Dict({{Value::Int(1), Value::None()}}),
                R"({"$type":"dict","value":[[1,null]]})");
  ExpectCrosses(Value::Dict({{Value::Str("$type"), Value::Str("int")}}),
                R"({"$type":"dict","value":[["$type","int"]]})");
  Value complex;
  complex.kind = ValueKind::kComplex;
  complex.real = 1;
  complex.imaginary = -HUGE_VAL;
  ExpectCrosses(complex, R"({"$type":"complex","value":[1.0,{"$type":"float","value":"-inf"}]})");
}

TEST(Value, NotFiniteFloatsAreTyped) {
  ExpectCrosses(Value::Float(HUGE_VAL), R"({"$type":"float","value":"inf"})");
  ExpectCrosses(Value::Float(std::nan("")), R"({"$type":"float","value":"nan"})");
}

// A worker could say much in the 52 bits of a NaN, and JSON would not keep them.
TEST(Value, ThereIsOneNaN) {
  const Value sent = Value::Float(std::bit_cast<double>(0xFFF8'0000'0000'BEEF));
  const auto received = Decode(Encode(sent), {});
  ASSERT_TRUE(received);
  EXPECT_EQ(Encode(*received), Encode(Value::Float(std::nan(""))));
}

TEST(Value, DatesCross) {
  Value date;
  date.kind = ValueKind::kDate;
  date.fields[0] = 2024, date.fields[1] = 2, date.fields[2] = 29;
  ExpectCrosses(date, R"({"$type":"date","value":"2024-02-29"})");
  Value stamp = date;
  stamp.kind = ValueKind::kDateTime;
  stamp.fields[3] = 23, stamp.fields[4] = 5, stamp.fields[5] = 9, stamp.fields[6] = 42;
  stamp.has_offset = true;
  stamp.offset_seconds = -(5 * 3600 + 30 * 60);
  ExpectCrosses(stamp, R"({"$type":"datetime","value":"2024-02-29T23:05:09.000042-05:30"})");
  Value time;
  time.kind = ValueKind::kTime;
  time.fields[0] = 7;
  ExpectCrosses(time, R"({"$type":"time","value":"07:00:00"})");
  Value delta;
  delta.kind = ValueKind::kTimeDelta;
  delta.fields[0] = -1, delta.fields[1] = 86399, delta.fields[2] = 999999;
  ExpectCrosses(delta, R"({"$type":"timedelta","value":[-1,86399,999999]})");
}

TEST(Value, BigIntsKeepEveryDigit) {
  for (const std::string digits :
       {"9223372036854775808", "-9223372036854775809", "18446744073709551616",
        "170141183460469231731687303715884105728", "-170141183460469231731687303715884105728",
        "1000000000000000000000000000000000000000000000000000000000001"}) {
    ExpectCrosses(Big(digits), digits);
  }
  // Small ones take the small form, however they are given.
  EXPECT_EQ(Encode(Big("-1")), Encode(Value::Int(-1)));
  EXPECT_EQ(Encode(Big("9223372036854775807")), Encode(Value::Int(INT64_MAX)));
  std::mt19937_64 random(7);
  for (int i = 0; i < 200; ++i) {
    std::string digits = i % 2 == 0 ? "-" : "";
    digits.push_back(static_cast<char>('1' + random() % 9));
    for (uint64_t k = 20 + random() % 300; k > 0; --k) {
      digits.push_back(static_cast<char>('0' + random() % 10));
    }
    ExpectCrosses(Big(digits), digits);
  }
}

TEST(Value, LoneSurrogatesCross) {
  const std::string surrogate = "\xED\xA0\x80";  // U+D800, as surrogatepass writes it
  ExpectCrosses(Value::Str("a" + surrogate), R"("a\ud800")");
  const Result<Value> pair = FromJson(R"("\ud83d\ude00")", {});
  ASSERT_TRUE(pair.has_value());
  EXPECT_EQ(pair->text, "\xF0\x9F\x98\x80");
  const Result<Value> split = FromJson(R"("\ud83d\u0041")", {});
  ASSERT_TRUE(split.has_value());
  EXPECT_EQ(split->text,
            "\xED\xA0\xBD"
            "A");
}

struct Broken {
  std::string bytes, problem;
};

TEST(Value, HostileBytesAreRefused) {
  const auto u32 = [](uint32_t n) {
    std::string out;
    for (int i = 0; i < 4; ++i) out.push_back(static_cast<char>(n >> (8 * i)));
    return out;
  };
  const std::string zone_two = "H" + u32(0) + u32(0) + u32(0) + u32(0) + "\2" + u32(0);
  const Broken cases[] = {
      {"", "it ends where a value should start"},
      {"?", "unknown tag"},
      {"NN", "something follows the value"},
      {"i\1\2", "it is cut short"},
      {"s" + u32(5) + "abc", "a length is larger than what follows"},
      {"s" + u32(0xFFFFFFFF), "a length is larger than what follows"},
      {"s" + u32(1) + "\xFF", "a str is not UTF-8"},
      {"s" + u32(2) + "\xC0\x80", "a str is not UTF-8"},
      {"s" + u32(3) + "\xE0\x80\x80", "a str is not UTF-8"},
      {"s" + u32(4) + "\xF4\x90\x80\x80", "a str is not UTF-8"},
      {"l" + u32(0xFFFFFFFF) + "N", "a count is larger than what follows"},
      {"m" + u32(1) + "N", "a count is larger than what follows"},
      {"l" + u32(2) + "N", "a count is larger than what follows"},
      {"I" + u32(1) + "\1", "a small int is spelled as a big one"},
      {"I" + u32(9) + std::string(9, '\0'), "an int is not minimal"},
      {"I" + u32(40000) + std::string(40000, '\1'), "an int is too large"},
      {"D" + u32(0) + u32(1) + u32(1), "a date or time is out of range"},
      {"E" + u32(0) + u32(86400) + u32(0), "a date or time is out of range"},
      {zone_two, "a zone flag is neither 0 nor 1"},
  };
  for (const Broken& broken : cases) {
    const Result<Value> value = Decode(broken.bytes, {});
    ASSERT_FALSE(value.has_value()) << broken.problem;
    EXPECT_NE(value.error().message.find(broken.problem), std::string::npos)
        << value.error().message;
  }
}

TEST(Value, SizeAndDepthAreLimited) {
  std::string nested = "N";
  for (int i = 0; i < 65; ++i) nested = std::string("l\1\0\0\0", 5) + nested;
  EXPECT_FALSE(Decode(nested, {}).has_value());
  EXPECT_TRUE(Decode(nested.substr(5), {}).has_value());
  EXPECT_FALSE(Decode(nested, {.bytes = 1 << 20, .depth = 64}).has_value());
  // Whatever the caller asks for, the decoder does not recurse without end.
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += std::string("l\1\0\0\0", 5);
  EXPECT_FALSE(Decode(deep + "N", {.bytes = 1 << 24, .depth = 1 << 30}).has_value());
  EXPECT_FALSE(Decode(Encode(Value::Str(std::string(100, 'x'))), {.bytes = 50}).has_value());
}

// Small on the wire is not small in memory.
TEST(Value, TheNumberOfValuesIsLimited) {
  std::string bytes("l\x40\x42\x0F\0", 5);  // a million
  bytes += std::string(1'000'000, 'N');
  const Result<Value> value = Decode(bytes, {});
  ASSERT_FALSE(value.has_value());
  EXPECT_EQ(value.error().code, ErrorCode::kBadLimit);
  EXPECT_TRUE(Decode(bytes, {.values = 1'000'000}).has_value());
}

TEST(Value, RandomBytesNeverCrash) {
  std::mt19937_64 random(11);
  const std::string tags = "NTFiIdcsbltSzmDHME";
  int accepted = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes;
    for (uint64_t k = random() % 40; k > 0; --k) {
      bytes.push_back(random() % 3 == 0 ? tags[random() % tags.size()]
                                        : static_cast<char>(random() % 4));
    }
    const Result<Value> value = Decode(bytes, {});
    if (!value) continue;
    ++accepted;
    EXPECT_EQ(Encode(*value), bytes);
  }
  EXPECT_GT(accepted, 0);
}

TEST(Value, JsonErrorsNameThePlace) {
  const struct {
    std::string json, message;
  } cases[] = {
      {"", "not JSON at line 1, column 1: expected a JSON value, found the end"},
      {"[1,\n 2,]", "not JSON at line 2, column 4: expected a JSON value"},
      {"[1 2]", "not JSON at line 1, column 4: expected ',' or ']'"},
      {"{a: 1}", "not JSON at line 1, column 2: expected a key in double quotes"},
      {R"({"a":1,"a":2})", "not JSON at line 1, column 8: duplicate key"},
      {"\"abc", "not JSON at line 1, column 1: the string is not closed"},
      {"\"\t\"", "not JSON at line 1, column 2: a control character must be escaped"},
      {R"("\x")", "not JSON at line 1, column 2: unknown escape"},
      {"01", "not JSON at line 1, column 1: a number may not start with 0"},
      {"1.", "not JSON at line 1, column 1: digits must follow the decimal point"},
      {"1e999", "not JSON at line 1, column 1: the number is too large for a float"},
      {"5 x", "not JSON at line 1, column 3: something follows the value"},
      {"tru", "not JSON at line 1, column 1: expected a JSON value"},
      {R"({"$type":"gadget","value":1})", "not JSON at line 1, column 1: unknown $type \"gadget\""},
      {R"({"$type":"tuple"})",
       "not JSON at line 1, column 1: an object with \"$type\" has exactly \"$type\" and "
       "\"value\""},
      {R"({"$type":"date","value":"2023-13-01"})",
       "not JSON at line 1, column 1: the value does not fit $type \"date\""},
      {"\"\xFF\"", "not JSON at line 1, column 1: the string is not UTF-8"},
  };
  for (const auto& one : cases) {
    const Result<Value> value = FromJson(one.json, {});
    ASSERT_FALSE(value.has_value()) << one.json;
    EXPECT_EQ(value.error().message, one.message) << one.json;
    EXPECT_EQ(value.error().code, ErrorCode::kBadRequest);
  }
}

TEST(Value, JsonDepthIsLimited) {
  const std::string deep = std::string(100'000, '[');
  const Result<Value> value = FromJson(deep, {});
  ASSERT_FALSE(value.has_value());
  EXPECT_EQ(value.error().message, "not JSON at line 1, column 65: the value is nested too deeply");
}

}  // namespace
}  // namespace stockade::executor
