#include "page/outline.h"

namespace annalist::page {

void mark_html(Outline&) {}

}  // namespace annalist::page
