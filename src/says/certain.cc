#include "says/certain.h"

#include "base/utf8.h"

namespace annalist::says {
namespace {

// The token that heads the words under the span; -1 when it touches none.
int32_t head_of(const lang::Parse& parse, Span word) {
  int32_t best = -1;
  for (uint32_t t = 0; t < parse.tokens.size(); ++t) {
    if (!parse.tokens[t].span.overlaps(word)) continue;
    const int32_t head = parse.tokens[t].head;
    const bool inside = head >= 0 && parse.tokens[static_cast<size_t>(head)].span.overlaps(word);
    if (best < 0 || !inside) best = static_cast<int32_t>(t);
    if (!inside) break;
  }
  return best;
}

// "im|possible", "use|less": the rest of the word is what the asked piece does not cover.
bool affix_negates(const Voices& voices, const lang::Parse& parse, Span token, Span word) {
  if (word.begin > token.begin)
    return voices.is("negative-prefix", utf8::lower(Span{token.begin, word.begin}.of(parse.text)));
  return word.end < token.end && voices.is("negative-suffix", utf8::lower(Span{word.end, token.end}.of(parse.text)));
}

}  // namespace

Veracity certain(const Voices& voices, const lang::Parse& parse, Span word) {
  const int32_t token = head_of(parse, word);
  if (token < 0) return {};
  const lang::Tree tree(parse);
  Veracity v = Veracities(voices, tree).of(static_cast<uint32_t>(token));
  if (affix_negates(voices, parse, parse.tokens[static_cast<size_t>(token)].span, word)) {
    v.score = -v.score;
    v.polarity = '-';
  }
  return v;
}

}  // namespace annalist::says
