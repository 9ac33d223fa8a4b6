# The CPython that the worker embeds, and the further ones that workers are built for beside it.
#
# stockade_cpython is the one of -DPython3_EXECUTABLE. STOCKADE_WORKER_PYTHONS lists interpreters of
# other minor versions: for each there is a target stockade_cpython_3.X, a program stockade-worker-3.X
# and the worker's tests under the prefix "cpython-3.X.". STOCKADE_OTHER_CPYTHONS lists their versions.
set(STOCKADE_WORKER_PYTHONS "" CACHE STRING
  "Interpreters of other minor versions to build workers for, too (paths, separated by semicolons)")

set(_ask [[
import os, sys, sysconfig
version = "%d.%d" % sys.version_info[:2]
names = ["libpython%s.so" % version, sysconfig.get_config_var("INSTSONAME") or ""]
# A prefix that was copied still names the place where it was made.
folders = [os.path.join(sys.base_prefix, "lib"), sysconfig.get_config_var("LIBDIR") or ""]
folders.append(os.path.join(folders[1], sysconfig.get_config_var("MULTIARCH") or ""))
found = [os.path.join(f, n) for f in folders for n in names if n and os.path.isfile(os.path.join(f, n))]
print(version, "%d.%d.%d" % sys.version_info[:3], sys.base_prefix, sysconfig.get_path("include"), (found or [""])[0],
      sep="|", end="")
]])

function(stockade_add_cpython target interpreter)
  execute_process(COMMAND "${interpreter}" -I -S -c "${_ask}" OUTPUT_VARIABLE answer RESULT_VARIABLE failed)
  string(REPLACE "|" ";" answer "${answer}")
  list(LENGTH answer fields)
  if(failed OR NOT fields EQUAL 5)
    message(FATAL_ERROR "${interpreter} is no CPython that can be asked for its library.")
  endif()
  list(GET answer 0 minor)
  list(GET answer 1 version)
  list(GET answer 2 home)
  list(GET answer 3 include)
  list(GET answer 4 library)
  if(NOT EXISTS "${include}/Python.h" OR NOT library)
    message(FATAL_ERROR "${interpreter} (CPython ${version}) has no ${include}/Python.h or no shared library; "
      "a worker embeds both.")
  endif()
  if(target STREQUAL "")
    set(target "stockade_cpython_${minor}")
    set(others ${STOCKADE_OTHER_CPYTHONS} ${minor})
    set(STOCKADE_OTHER_CPYTHONS "${others}" PARENT_SCOPE)
  endif()
  add_library(${target} INTERFACE)
  # Python.h is not clean under the project's warnings, so it is taken as a system header.
  target_include_directories(${target} SYSTEM INTERFACE "${include}")
  target_link_libraries(${target} INTERFACE "${library}" ${CMAKE_DL_LIBS})
  target_compile_definitions(${target} INTERFACE
    STOCKADE_CPYTHON_VERSION="${version}" STOCKADE_CPYTHON_HOME="${home}")
  message(STATUS "Worker for CPython ${version}: ${library}")
endfunction()

stockade_add_cpython(stockade_cpython "${Python3_EXECUTABLE}")
set(STOCKADE_OTHER_CPYTHONS "")
foreach(interpreter IN LISTS STOCKADE_WORKER_PYTHONS)
  stockade_add_cpython("" "${interpreter}")
endforeach()
