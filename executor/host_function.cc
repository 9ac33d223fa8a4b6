#include "executor/host_function.h"

#include <algorithm>

namespace stockade::executor {
namespace {

std::string_view Trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

// ASCII only: the name is compared with one that CPython has folded.
bool IsName(std::string_view text) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && letter(text.front()) && text.size() <= 100 &&
         std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || digit(c); });
}

tl::unexpected<Error> Bad(std::string_view text, std::string_view why) {
  return tl::unexpected(Error{ErrorCode::kBadPolicy,
                              "the signature '" + std::string(text) + "' " + std::string(why)});
}

// Up to the next comma that is in no bracket and no string; both are taken from `rest`.
std::string_view TakeItem(std::string_view* rest) {
  size_t depth = 0;
  char quote = 0;
  size_t at = 0;
  for (; at < rest->size(); ++at) {
    const char c = (*rest)[at];
    if (quote != 0) {
      if (c == '\\') ++at;
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if ((c == ')' || c == ']' || c == '}') && depth > 0) {
      --depth;
    } else if (c == ',' && depth == 0) {
      break;
    }
  }
  at = std::min(at, rest->size());
  const std::string_view item = rest->substr(0, at);
  rest->remove_prefix(std::min(at + 1, rest->size()));
  return Trim(item);
}

std::string Quoted(std::string_view name) { return "'" + std::string(name) + "'"; }

std::string Counted(size_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
}

}  // namespace

Result<HostSignature> ParseSignature(std::string_view text) {
  const std::string_view whole = Trim(text);
  const size_t open = whole.find('(');
  if (open == whole.npos || !whole.ends_with(')')) {
    return Bad(text,
               "is not a name and parameters in parentheses, as in \"fetch(url, retries=3)\"");
  }
  HostSignature signature;
  signature.name = Trim(whole.substr(0, open));
  if (!IsName(signature.name)) return Bad(text, "does not start with a name");
  std::string_view rest = whole.substr(open + 1, whole.size() - open - 2);
  bool keyword_only = false;
  bool optional = false;
  while (!Trim(rest).empty()) {
    const std::string_view item = TakeItem(&rest);
    if (signature.any_keywords) return Bad(text, "has a parameter after **");
    if (item.starts_with("**")) {
      if (!IsName(Trim(item.substr(2)))) return Bad(text, "needs a name after **");
      signature.any_keywords = true;
      continue;
    }
    if (item.starts_with("*")) {
      if (keyword_only) return Bad(text, "has two stars");
      keyword_only = true;
      const std::string_view name = Trim(item.substr(1));
      if (!name.empty() && !IsName(name)) return Bad(text, "needs a name or nothing after *");
      signature.any_positional = !name.empty();
      continue;
    }
    const size_t equals = item.find('=');
    HostParameter parameter;
    parameter.name = Trim(item.substr(0, equals));
    parameter.required = equals == item.npos;
    parameter.keyword_only = keyword_only;
    if (!IsName(parameter.name)) {
      return Bad(text, "has the parameter '" + std::string(item) + "', which is no name");
    }
    if (!keyword_only && optional && parameter.required) {
      return Bad(text, "has a parameter without a default after one with a default");
    }
    optional = optional || (!keyword_only && !parameter.required);
    for (const HostParameter& other : signature.parameters) {
      if (other.name == parameter.name) return Bad(text, "names a parameter twice");
    }
    signature.parameters.push_back(std::move(parameter));
  }
  return signature;
}

std::string CheckHostCall(const HostSignature& signature, size_t positional,
                          const std::vector<std::string_view>& keywords) {
  const std::string name = signature.name + "()";
  const auto by_position = static_cast<size_t>(
      std::count_if(signature.parameters.begin(), signature.parameters.end(),
                    [](const HostParameter& parameter) { return !parameter.keyword_only; }));
  if (positional > by_position && !signature.any_positional) {
    return name + " takes " + Counted(by_position, "positional argument") + " but " +
           std::to_string(positional) + (positional == 1 ? " was given" : " were given");
  }
  for (size_t i = 0; i < keywords.size(); ++i) {
    if (std::find(keywords.begin(), keywords.begin() + static_cast<ptrdiff_t>(i), keywords[i]) !=
        keywords.begin() + static_cast<ptrdiff_t>(i)) {
      return name + " got the keyword argument " + Quoted(keywords[i]) + " twice";
    }
    const auto found =
        std::find_if(signature.parameters.begin(), signature.parameters.end(),
                     [&](const HostParameter& parameter) { return parameter.name == keywords[i]; });
    if (found == signature.parameters.end()) {
      if (signature.any_keywords) continue;
      return name + " got an unexpected keyword argument " + Quoted(keywords[i]);
    }
    if (static_cast<size_t>(found - signature.parameters.begin()) < positional &&
        !found->keyword_only) {
      return name + " got multiple values for argument " + Quoted(keywords[i]);
    }
  }
  std::string missing;
  size_t count = 0;
  for (size_t i = 0; i < signature.parameters.size(); ++i) {
    const HostParameter& parameter = signature.parameters[i];
    if (!parameter.required || (!parameter.keyword_only && i < positional) ||
        std::find(keywords.begin(), keywords.end(), parameter.name) != keywords.end()) {
      continue;
    }
    missing += (missing.empty() ? "" : ", ") + Quoted(parameter.name);
    ++count;
  }
  if (count == 0) return {};
  return name + " missing " + Counted(count, "required argument") + ": " + missing;
}

}  // namespace stockade::executor
