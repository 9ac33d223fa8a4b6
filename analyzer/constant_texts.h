// Texts as Python's methods, codecs and conversions make them (private to the analyzer; see
// constant_strings.h). Each gives nullopt where Python would raise, or where a bound is met.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stockade::analyzer::constants {

bool IsAscii(std::string_view text);

void AppendCodePoint(uint32_t c, std::string& text);

uint32_t CodePointOf(std::string_view character);

std::string Replaced(std::string_view text, std::string_view from, std::string_view to);

std::string Stripped(std::string_view text, std::string_view set, bool left, bool right);

std::string Mapped(std::string_view text, char (*function)(char));

char Lower(char c);

char Upper(char c);

char SwapCase(char c);

// `codec` as codecs.lookup() would fold it.
std::string CodecName(std::string_view codec);

std::optional<std::string> Decoded(std::string_view bytes, std::string_view codec);

std::optional<std::string> FromHex(std::string_view text);

std::optional<std::string> FromBase64(std::string_view text);

std::optional<std::string> FromBase32(std::string_view text);

// "%73ystem" is "system".
std::string Unquoted(std::string_view text);

std::string Titled(std::string_view text);

// str.split: on runs of blanks without a separator.
std::optional<std::vector<std::string>> Split(std::string_view text, std::string_view separator,
                                              bool on_blanks, int64_t most, bool from_right);

}  // namespace stockade::analyzer::constants
