# The Python side of the worker. The tests of tests/worker link the same list.
set(STOCKADE_INTERPRETER_SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/budget.cc
  ${CMAKE_CURRENT_LIST_DIR}/convert.cc
  ${CMAKE_CURRENT_LIST_DIR}/cpython.cc
  ${CMAKE_CURRENT_LIST_DIR}/guarded.cc
  ${CMAKE_CURRENT_LIST_DIR}/interpreter.cc
  ${CMAKE_CURRENT_LIST_DIR}/streams.cc
)
