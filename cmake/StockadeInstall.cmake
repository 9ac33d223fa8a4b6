# `cmake --install`: headers, static libraries, the two programs, rule sets, editor snippets, and the
# package that find_package(stockade) finds. Static libraries need what they were built from, so
# tree-sitter goes with them.
include(CMakePackageConfigHelpers)

set(STOCKADE_CMAKE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/stockade")
set(_libraries stockade_analyzer stockade_rules stockade_rewriter stockade_executor stockade_pipeline)

set_target_properties(tree_sitter_core PROPERTIES EXPORT_NAME tree_sitter_core OUTPUT_NAME stockade_tree_sitter)
set_target_properties(tree_sitter_python PROPERTIES EXPORT_NAME tree_sitter_python OUTPUT_NAME stockade_tree_sitter_python)

install(TARGETS ${_libraries} tree_sitter_core tree_sitter_python
  EXPORT stockadeTargets
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/stockade")
install(TARGETS stockade_c EXPORT stockadeTargets
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(TARGETS stockade RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
# Tables that public headers include.
install(FILES "${PROJECT_SOURCE_DIR}/analyzer/node_kinds.def"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/stockade/analyzer")
# executor/CMakeLists.txt installs stockade-worker.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/rules/builtin/" DESTINATION "${CMAKE_INSTALL_DATADIR}/stockade/rules"
  FILES_MATCHING PATTERN "*.toml")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/tools/editors/" DESTINATION "${CMAKE_INSTALL_DATADIR}/stockade/editors")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/stockade")

install(EXPORT stockadeTargets NAMESPACE stockade:: DESTINATION "${STOCKADE_CMAKE_DIR}")
configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/stockadeConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/stockadeConfig.cmake" INSTALL_DESTINATION "${STOCKADE_CMAKE_DIR}"
  PATH_VARS CMAKE_INSTALL_LIBEXECDIR)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/stockadeConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/stockadeConfig.cmake" "${PROJECT_BINARY_DIR}/stockadeConfigVersion.cmake"
  DESTINATION "${STOCKADE_CMAKE_DIR}")

# A Debian package: configure with -DCMAKE_INSTALL_PREFIX=/usr, build, then `cpack -G DEB`.
set(CPACK_PACKAGE_NAME stockade)
set(CPACK_PACKAGE_VENDOR "The Stockade developers")
set(CPACK_PACKAGE_CONTACT "The Stockade developers <stockade@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGING_INSTALL_PREFIX "${CMAKE_INSTALL_PREFIX}")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# The worker embeds CPython and reads its standard library; the shared libraries are found by
# dpkg-shlibdeps.
set(CPACK_DEBIAN_PACKAGE_DEPENDS
  "libpython${Python3_VERSION_MAJOR}.${Python3_VERSION_MINOR}-stdlib")
include(CPack)
