// Questions about statements that several handlers ask (private to the rewriter).
#pragma once

#include <cstdint>
#include <string_view>

#include "analyzer/node.h"

namespace stockade::rewriter {

// True if the statement is what CPython would take for a docstring at the start of a body.
bool IsDocstring(const analyzer::Node& statement);

// Where a statement starts, its decorators included; a byte offset of the source.
uint32_t StartOf(const analyzer::Node& statement);

// A statement with a block, which cannot share its line with one before it.
bool IsCompound(const analyzer::Node& statement);

// " += ", with its blanks; lives as long as the program.
std::string_view InplaceText(analyzer::BinaryOperator op);

}  // namespace stockade::rewriter
