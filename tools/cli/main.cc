// stockade: the command line. See commands.cc for the table of commands.
#include <fmt/format.h>

#include <exception>
#include <map>
#include <string>
#include <vector>

#include "rules/nearest.h"
#include "tools/cli/command.h"
#include "tools/report/printable.h"

namespace stockade::cli {
namespace {

std::string HintFor(std::string_view command) {
  return command.empty() ? "run 'stockade --help'"
                         : fmt::format("run 'stockade {} --help'", command);
}

// The message for a word that no option or command takes.
std::string Unexpected(const std::string& word, const CLI::App& app) {
  if (!word.starts_with('-')) return fmt::format("unexpected argument \"{}\"", word);
  const std::string name = word.substr(0, word.find('='));
  std::vector<std::string> known;
  for (const CLI::App* at = &app; at != nullptr; at = at->get_parent()) {
    for (const CLI::Option* option : at->get_options()) {
      for (const std::string& long_name : option->get_lnames()) known.push_back("--" + long_name);
    }
  }
  std::string text = fmt::format("no option \"{}\"", name);
  const std::vector<std::string_view> views(known.begin(), known.end());
  if (const std::string_view near = rules::Nearest(name, views); !near.empty()) {
    text += fmt::format("; did you mean \"{}\"?", near);
  }
  return text;
}

int Usage(Console& console, std::string_view command, std::string_view what) {
  console.Message(report::Printable(what));
  console.Message(HintFor(command));
  return console.Finish(kUsage);
}

int Main(int argc, char** argv) {
  SecureStandardStreams();
  Console console(ColorChoice::kAuto);
  CLI::App app("Checks, rewrites and confines Python written by somebody else.", "stockade");
  app.set_version_flag("--version", fmt::format("stockade {}", STOCKADE_VERSION));
  app.footer(
      "Exit codes: 0 clean or ran well; 1 findings, or the submission failed; 2 usage or\n"
      "configuration; 3 confinement could not be set up; 70 a bug in Stockade.\n");
  app.require_subcommand(1);
  const std::map<std::string, ColorChoice> color_names = {{"auto", ColorChoice::kAuto},
                                                          {"always", ColorChoice::kAlways},
                                                          {"never", ColorChoice::kNever}};
  std::string color = "auto";
  app.add_option("--color", color, "auto, always or never (default: auto)")
      ->check(OneOf({"auto", "always", "never"}));
  std::map<const CLI::App*, Runner> runners;
  std::vector<std::string_view> names;
  for (const Command& command : Commands()) {
    CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.summary));
    sub->footer(std::string(command.examples));
    sub->fallthrough();
    runners[sub] = command.set_up(*sub);
    names.push_back(command.name);
  }

  // A mistyped command is told apart from a stray argument before the parse.
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--color") ++i;
    if (word.starts_with('-')) continue;
    if (std::find(names.begin(), names.end(), word) == names.end()) {
      std::string text = fmt::format("no command \"{}\"", word);
      if (const std::string_view near = rules::Nearest(word, names); !near.empty()) {
        text += fmt::format("; did you mean \"{}\"?", near);
      }
      return Usage(console, "", text);
    }
    break;
  }

  const auto chosen = [&]() -> const CLI::App* {
    const std::vector<CLI::App*> parsed = app.get_subcommands();
    return parsed.empty() ? nullptr : parsed.front();
  };
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    console.Out(app.help());  // of the command, if one was named
    return console.Finish(kClean);
  } catch (const CLI::CallForAllHelp&) {
    console.Out(app.help("", CLI::AppFormatMode::All));
    return console.Finish(kClean);
  } catch (const CLI::CallForVersion&) {
    console.Out(fmt::format("stockade {} (Python {}.{})\n", STOCKADE_VERSION, STOCKADE_PYTHON_MAJOR,
                            STOCKADE_PYTHON_MINOR));
    return console.Finish(kClean);
  } catch (const CLI::ExtrasError&) {
    const CLI::App* sub = chosen();
    std::vector<std::string> extras = app.remaining(/*recurse=*/true);
    const std::string word = extras.empty() ? "" : extras.front();
    return Usage(console, sub != nullptr ? sub->get_name() : "",
                 Unexpected(word, sub != nullptr ? *sub : app));
  } catch (const CLI::RequiredError& error) {
    const CLI::App* sub = chosen();
    if (sub == nullptr) return Usage(console, "", "a command is needed");
    return Usage(console, sub->get_name(), error.what());
  } catch (const CLI::ParseError& error) {
    const CLI::App* sub = chosen();
    return Usage(console, sub != nullptr ? sub->get_name() : "", error.what());
  }
  console.set_color(color_names.at(color));
  return console.Finish(runners.at(chosen())(console));
}

}  // namespace
}  // namespace stockade::cli

int main(int argc, char** argv) {
  try {
    return stockade::cli::Main(argc, argv);
  } catch (const std::exception& error) {
    stockade::cli::Console console(stockade::cli::ColorChoice::kNever);
    console.Message(fmt::format("internal error: {}; please report it as a bug", error.what()));
  } catch (...) {
    stockade::cli::Console console(stockade::cli::ColorChoice::kNever);
    console.Message("internal error; please report it as a bug");
  }
  return stockade::cli::kInternal;
}
