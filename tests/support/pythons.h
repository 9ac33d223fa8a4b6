// The CPythons that the tests compare with (cmake/Pythons.cmake finds them at configure time).
//
//   for (const tests::Python& python : tests::Pythons()) RunProcess({python.path, "-I", ...}, {});
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

namespace stockade::tests {

struct Python {
  int major = 3, minor = 0;
  std::string path;
};

// One a minor version, lowest first. Never empty: the one that the build embeds is there.
const std::vector<Python>& Pythons();
// "py3_11", for the names of tests with a parameter.
std::string PythonName(const Python& python);
void PrintTo(const Python& python, std::ostream* out);
// Versions that this host lacks, as in "3.14 ".
std::string AbsentPythons();

// How much of a corpus a test takes: the number in that environment variable, else `everyday`.
// Whole libraries and thousands of programs are for those who ask.
size_t Amount(const char* variable, size_t everyday);

}  // namespace stockade::tests
