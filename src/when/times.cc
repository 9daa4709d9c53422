#include "when/times.h"

namespace annalist::when {

const char* type_name(Type type) {
  switch (type) {
    case Type::kDate:
      return "DATE";
    case Type::kTime:
      return "TIME";
    case Type::kDuration:
      return "DURATION";
    case Type::kSet:
      return "SET";
  }
  return "DATE";
}

}  // namespace annalist::when
