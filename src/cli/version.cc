namespace annalist::cli {
const char* version() { return ANNALIST_VERSION; }
}  // namespace annalist::cli
