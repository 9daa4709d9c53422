#include "says/retell.h"

#include <algorithm>

namespace annalist::says {
namespace {

constexpr uint32_t kNextSentences = 6;   // an anchor's lead is told again after a heading or two
constexpr float kDescribedFactor = 0.85F;

bool told_as_done(const Claim& c) {
  return (c.modality == Modality::kAsserted || c.modality == Modality::kReported) && c.polarity == '+' && !c.background;
}
bool name_like(const Side& s) {
  const size_t last = s.name.find_last_of(' ');
  return !s.name.empty() && !(s.name[last == std::string::npos ? 0 : last + 1] >= 'a' && s.name[last == std::string::npos ? 0 : last + 1] <= 'z');
}
// "senior Russian official": a person without a name of his own.
bool described(const Side& s) {
  return s.kind == "person" && !s.inferred && !s.country.empty() && s.entity.rfind("p:", 0) == 0 && !name_like(s);
}
bool named(const Side& s) { return s.kind == "person" && !s.entity.empty() && name_like(s); }

bool share_one(const std::vector<Side>& a, const std::vector<Side>& b) {
  return std::any_of(a.begin(), a.end(), [&](const Side& x) {
    return std::any_of(b.begin(), b.end(), [&](const Side& y) { return !x.entity.empty() && x.entity == y.entity; });
  });
}

// The one person by whom the next sentences tell the same act toward the same side; null when there are several.
const Side* teller(const std::vector<Claim>& claims, size_t at, const Side& who) {
  const Side* found = nullptr;
  const Claim& c = claims[at];
  for (size_t j = at + 1; j < claims.size() && claims[j].sentence <= c.sentence + kNextSentences; ++j) {
    const Claim& o = claims[j];
    if (o.sentence == c.sentence || o.story != c.story || o.type != c.type || !told_as_done(o) || !share_one(c.recipients, o.recipients)) continue;
    for (const Side& s : o.actors) {
      if (!named(s) || s.country != who.country) continue;
      if (found != nullptr && found->entity != s.entity) return nullptr;
      found = &s;
    }
  }
  return found;
}

void name_as(Side& side, const Side& who) {
  const Span words = side.span;
  const float confidence = std::min(side.confidence, who.confidence) * kDescribedFactor;
  side = who;
  side.span = words;
  side.inferred = true;
  side.why = "inferred: the same act is told of him right after";
  side.confidence = confidence;
}

// "its neighbor", "their rivals": somebody by his relation to a side, of no known state.
bool related(const Side& s) {
  constexpr std::string_view kOwners[] = {"its ", "their ", "his ", "her "};
  return s.country.empty() && std::any_of(std::begin(kOwners), std::end(kOwners), [&](std::string_view o) { return s.name.starts_with(o); });
}

}  // namespace

void name_the_related(std::vector<Claim>& claims) {
  constexpr size_t kReach = 40;  // claims before it
  for (size_t i = 0; i < claims.size(); ++i) {
    Claim& c = claims[i];
    if (c.recipients.size() != 1 || !related(c.recipients[0])) continue;
    for (size_t j = i; j-- > (i > kReach ? i - kReach : 0);) {
      const Claim& o = claims[j];
      if (o.story != c.story || o.type != c.type || o.recipients.size() != 1 || o.recipients[0].country.empty() || !share_one(o.actors, c.actors)) continue;
      const Span words = c.recipients[0].span;
      c.recipients[0] = o.recipients[0];
      c.recipients[0].span = words;
      c.recipients[0].inferred = true;
      c.recipients[0].why = "inferred: the same act was told toward this side before";
      c.recipients[0].confidence *= kDescribedFactor;
      break;
    }
  }
}

void name_the_described(std::vector<Claim>& claims) {
  constexpr size_t kWindow = 12;  // claims after it in which the description may stand again
  for (size_t i = 0; i < claims.size(); ++i) {
    if (!told_as_done(claims[i])) continue;
    for (size_t k = 0; k < claims[i].actors.size(); ++k) {
      const Side side = claims[i].actors[k];
      if (!described(side)) continue;
      const Side* found = teller(claims, i, side);
      if (found == nullptr) continue;
      const Side who = *found;
      const size_t from = i > kWindow ? i - kWindow : 0, to = std::min(claims.size(), i + kWindow);
      for (size_t j = from; j < to; ++j)
        for (auto* sides : {&claims[j].actors, &claims[j].recipients})
          for (Side& s : *sides)
            if (s.entity == side.entity && s.name == side.name) name_as(s, who);
    }
  }
}

void move_dates(std::vector<Claim>& claims, const lang::Parse& parse) {
  for (size_t i = 0; i + 1 < claims.size(); ++i) {
    Claim& main = claims[i];
    Claim& clause = claims[i + 1];
    if (clause.sentence != main.sentence || main.tense != what::Tense::kPast || !main.date.evidence.empty() || main.background) continue;
    if (clause.tense != what::Tense::kPresent || clause.date.evidence.size() != 1 || clause.date.precision == Precision::kYear) continue;
    const Span day = clause.date.evidence[0];
    const std::string_view between = Span{clause.trigger.end, std::max(clause.trigger.end, day.begin)}.of(parse.text);
    if (between.find(',') == std::string_view::npos) continue;
    main.date = clause.date;
    main.evidence["date"] = clause.date.evidence;
  }
}

}  // namespace annalist::says
