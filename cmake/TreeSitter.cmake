# The tree-sitter core and the Python grammar's generated parser, as npm installed them from the lock
# file. The grammar's own external scanner is not built: analyzer/scanner.cc takes its place.
set(STOCKADE_NODE_MODULES "${PROJECT_SOURCE_DIR}/node_modules" CACHE PATH "Where npm put tree-sitter")
set(_core "${STOCKADE_NODE_MODULES}/tree-sitter/vendor/tree-sitter/lib")
set(_grammar "${STOCKADE_NODE_MODULES}/tree-sitter-python/src")
if(NOT EXISTS "${_core}/src/lib.c" OR NOT EXISTS "${_grammar}/parser.c")
  message(FATAL_ERROR "tree-sitter is not in ${STOCKADE_NODE_MODULES}. Run ./install, or 'npm ci --ignore-scripts', first.")
endif()

add_library(tree_sitter_core STATIC "${_core}/src/lib.c")
target_include_directories(tree_sitter_core SYSTEM
  PUBLIC "$<BUILD_INTERFACE:${_core}/include>" PRIVATE "${_core}/src")
target_compile_definitions(tree_sitter_core PRIVATE _POSIX_C_SOURCE=200112L _DEFAULT_SOURCE NDEBUG)
target_compile_options(tree_sitter_core PRIVATE -O2 -w)

add_library(tree_sitter_python STATIC "${_grammar}/parser.c")
target_include_directories(tree_sitter_python SYSTEM PRIVATE "${_grammar}")
target_compile_options(tree_sitter_python PRIVATE -O2 -w)
target_link_libraries(tree_sitter_python PUBLIC tree_sitter_core)
