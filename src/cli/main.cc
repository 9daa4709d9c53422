#include "cli/command.h"

int main(int argc, char** argv) { return annalist::cli::dispatch(argc, argv); }
