#include "base/result.h"

namespace annalist {

const char* code_name(Code code) {
  switch (code) {
    case Code::kUsage: return "usage";
    case Code::kNotFound: return "not-found";
    case Code::kUnreadable: return "unreadable";
    case Code::kTooLarge: return "too-large";
    case Code::kNotText: return "not-text";
    case Code::kMalformed: return "malformed";
    case Code::kUnsupported: return "unsupported";
    case Code::kDamaged: return "damaged";
    case Code::kBusy: return "busy";
    case Code::kNoSpace: return "no-space";
    case Code::kInternal: return "internal";
  }
  return "internal";
}

std::string Error::line() const {
  std::string s = where.empty() ? what : where + ": " + what;
  if (!hint.empty()) s += "; " + hint;
  for (char& c : s)
    if (c == '\n' || c == '\r') c = ' ';
  return s;
}

}  // namespace annalist
