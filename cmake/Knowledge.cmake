# kb.pack: data/ plus the gazetteer that is generated from npm packages, compiled by the program itself.
file(GLOB_RECURSE knowledge_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/data/*.tsv ${CMAKE_SOURCE_DIR}/data/*.rules)
