// A command of `stockade`: one file, and one row in the table of commands.cc.
//
//   std::function<int(Console&)> SetUpDoctor(CLI::App& app) {
//     auto options = std::make_shared<Options>();
//     app.add_option(...);
//     return [options](Console& console) { ...; return kClean; };
//   }
#pragma once

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/cli/console.h"

namespace stockade::cli {

using Runner = std::function<int(Console&)>;

struct Command {
  std::string_view name;
  std::string_view summary;
  std::string_view examples;  // the end of its --help
  // Declares the options on `app`; what it returns runs after the parse and gives the exit code.
  Runner (*set_up)(CLI::App& app);
};

std::span<const Command> Commands();

// A check for options that take one of a few words.
std::function<std::string(const std::string&)> OneOf(std::vector<std::string> words);
// A check for options that take a count.
std::function<std::string(const std::string&)> OneToMany(unsigned most);

Runner SetUpCheck(CLI::App& app);
Runner SetUpRewrite(CLI::App& app);
Runner SetUpRun(CLI::App& app);
Runner SetUpRules(CLI::App& app);
Runner SetUpInit(CLI::App& app);
Runner SetUpLsp(CLI::App& app);
Runner SetUpDoctor(CLI::App& app);

}  // namespace stockade::cli
