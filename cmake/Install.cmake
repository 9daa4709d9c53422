# What `cmake --install` adds for other programs: the rooms up to `lang` as static libraries with their headers, and
# find_package(Annalist) with the target Annalist::lang (docs/api shows its use).
set(library_rooms base text intake page lang)
foreach(room ${library_rooms})
  install(TARGETS annalist_${room} ARCHIVE DESTINATION lib/annalist COMPONENT library)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/src/${room} DESTINATION include/annalist COMPONENT library FILES_MATCHING PATTERN "*.h")
endforeach()
install(FILES ${CMAKE_SOURCE_DIR}/cmake/AnnalistConfig.cmake DESTINATION lib/cmake/Annalist COMPONENT library)
install(FILES ${CMAKE_SOURCE_DIR}/models/en.pack DESTINATION share/annalist COMPONENT library)
