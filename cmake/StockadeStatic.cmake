# The command line is linked without shared libraries where the host has the archives: finding, mapping
# and relocating them took more than half of the time from its start to the verdict on a small file. It
# stays position-independent, so its addresses are still chosen at random.
#
#   target_link_libraries(program PRIVATE ... ${STOCKADE_FMT})
#   stockade_link_statically(program)
#
# The same libraries of ours serve programs of both kinds: what is linked for a package depends on the
# property STOCKADE_STATIC of the program. ${STOCKADE_FMT} stands for fmt::fmt, whose package has no
# archive; stockade_link_statically() adds the one file of it.
option(STOCKADE_STATIC "Link the command line without shared libraries, where the archives are there" ON)

set(_static "$<BOOL:$<TARGET_PROPERTY:STOCKADE_STATIC>>")
set(STOCKADE_FMT "$<$<NOT:${_static}>:fmt::fmt>")
set(STOCKADE_STATIC_LACKS "")
foreach(_package re2 utf8proc sodium c stdc++)
  execute_process(COMMAND "${CMAKE_CXX_COMPILER}" "-print-file-name=lib${_package}.a"
    OUTPUT_VARIABLE _archive OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(NOT IS_ABSOLUTE "${_archive}")
    list(APPEND STOCKADE_STATIC_LACKS "lib${_package}.a")
  elseif(TARGET PkgConfig::${_package})
    get_target_property(_shared PkgConfig::${_package} INTERFACE_LINK_LIBRARIES)
    set_property(TARGET PkgConfig::${_package} PROPERTY
      INTERFACE_LINK_LIBRARIES "$<IF:${_static},${_archive},${_shared}>")
  endif()
endforeach()
if(STOCKADE_STATIC AND STOCKADE_STATIC_LACKS)
  message(STATUS "The command line is linked with shared libraries: no ${STOCKADE_STATIC_LACKS}")
endif()

function(stockade_link_statically target)
  # A sanitizer's own library is shared, or wants to see the others at run time.
  if(NOT STOCKADE_STATIC OR STOCKADE_STATIC_LACKS OR STOCKADE_SANITIZE OR STOCKADE_FUZZ)
    return()
  endif()
  set_target_properties(${target} PROPERTIES STOCKADE_STATIC ON)
  target_sources(${target} PRIVATE "${PROJECT_SOURCE_DIR}/cmake/fmt_archive.cc")
  target_link_options(${target} PRIVATE -static-pie)
endfunction()
