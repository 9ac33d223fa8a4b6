// Paths of the file URIs that editors send.
#pragma once

#include <string>
#include <string_view>

namespace stockade::lsp {

// "file:///a%20b.py" -> "/a b.py". Empty for other schemes, other hosts and broken escapes.
std::string PathOfUri(std::string_view uri);

}  // namespace stockade::lsp
