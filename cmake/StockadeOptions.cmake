# One place for the language standard, the warnings, the hardening flags and the third-party packages.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

add_library(stockade_options INTERFACE)
target_compile_features(stockade_options INTERFACE cxx_std_20)
target_include_directories(stockade_options INTERFACE
  "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>" "$<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/generated>")
target_compile_options(stockade_options INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wno-missing-field-initializers
  $<$<BOOL:${STOCKADE_DEVELOPER}>:-Werror>
  -fstack-protector-strong -fno-omit-frame-pointer)
target_compile_definitions(stockade_options INTERFACE _GLIBCXX_ASSERTIONS
  STOCKADE_VERSION="${PROJECT_VERSION}")
target_link_options(stockade_options INTERFACE -Wl,-z,relro -Wl,-z,now)

# libFuzzer keeps the inputs that reach new code, in the libraries too; the targets link its main.
if(STOCKADE_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(STOCKADE_SANITIZE)
  add_compile_options(-fsanitize=${STOCKADE_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${STOCKADE_SANITIZE})
  # The instrumented code makes GCC 12 warn of sizes and values that cannot occur.
  target_compile_options(stockade_options INTERFACE
    $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow -Wno-maybe-uninitialized -Wno-array-bounds>)
elseif(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  add_compile_definitions(_FORTIFY_SOURCE=2)
endif()

find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(tl-expected REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET GLOBAL re2)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET GLOBAL libutf8proc)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET GLOBAL libsodium)
pkg_check_modules(seccomp REQUIRED IMPORTED_TARGET GLOBAL libseccomp)
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter Development.Embed Development.Module)
