#include "tests/support/pythons.h"

#include <cstdio>
#include <cstdlib>
#include <ostream>
#include <sstream>

namespace stockade::tests {

const std::vector<Python>& Pythons() {
  static const std::vector<Python>* const pythons = [] {
    auto* found = new std::vector<Python>;
    std::istringstream list(STOCKADE_PYTHONS);
    for (std::string entry; std::getline(list, entry, '|');) {
      const size_t equals = entry.find('=');
      Python python;
      if (std::sscanf(entry.c_str(), "%d.%d=", &python.major, &python.minor) != 2) continue;
      python.path = entry.substr(equals + 1);
      found->push_back(python);
    }
    return found;
  }();
  return *pythons;
}

std::string PythonName(const Python& python) {
  return "py" + std::to_string(python.major) + "_" + std::to_string(python.minor);
}

void PrintTo(const Python& python, std::ostream* out) { *out << PythonName(python); }

std::string AbsentPythons() { return STOCKADE_PYTHONS_ABSENT; }

size_t Amount(const char* variable, size_t everyday) {
  const char* value = std::getenv(variable);
  if (value == nullptr) return everyday;
  const unsigned long long number = std::strtoull(value, nullptr, 10);
  return number == 0 ? everyday : static_cast<size_t>(number);
}

}  // namespace stockade::tests
