#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>

#include "base/utf8.h"
#include "lang/conllu.h"
#include "where/atlas.h"

namespace annalist::where {
namespace {

// data/ and, when the build has made it, the gazetteer of build/<preset>/knowledge.
const Knowledge& knowledge() {
  static const Knowledge kKnowledge = [] {
    std::vector<std::string> folders{ANNALIST_SOURCE "/data"};
    for (const char* built : {ANNALIST_BUILD "/knowledge", ANNALIST_SOURCE "/build/knowledge"})
      if (folders.size() == 1 && std::filesystem::exists(std::string(built) + "/places/gazetteer.tsv")) folders.emplace_back(built);
    auto k = Knowledge::from_folders(folders);
    ANNALIST_CHECK(k.ok());
    return std::move(*k);
  }();
  return kKnowledge;
}

const Gazetteer& gazetteer() {
  static const Gazetteer kGazetteer = [] {
    auto g = Gazetteer::load(knowledge());
    if (!g) std::printf("%s\n", g.error().line().c_str());
    ANNALIST_CHECK(g.ok());
    return std::move(*g);
  }();
  return kGazetteer;
}

bool towns() {
  if (knowledge().has("places/gazetteer.tsv")) return true;
  std::printf("skipped: no gazetteer built (script/gazetteer.mjs)\n");
  return false;
}

// Words as "form/UPOS[/NER]": a parse without tree, which is all that places need.
struct Sentence {
  explicit Sentence(const std::string& words) {
    std::string conllu = "# newdoc id = t\n";
    size_t id = 0;
    for (const auto part : split(words, ' ')) {
      const auto cells = split(part, '/');
      conllu += std::to_string(++id) + "\t" + std::string(cells[0]) + "\t_\t" + std::string(cells.size() > 1 ? cells[1] : "NOUN") +
                "\t_\t_\t_\t_\t_\t" + (cells.size() > 2 ? "NER=" + std::string(cells[2]) : "_") + "\n";
    }
    auto read = lang::read_conllu(conllu + "\n", "test");
    ANNALIST_CHECK(read.ok());
    documents = std::move(*read);
    places = locate(gazetteer(), documents[0].parse);
  }
  // "Kursk Oblast@RUS" for every place found, joined by blanks and |.
  [[nodiscard]] std::string found() const {
    std::string out;
    for (const PlaceRef& p : places.refs) out += (out.empty() ? "" : "|") + p.name + "@" + p.country;
    return out;
  }
  std::vector<lang::ConlluDocument> documents;
  Places places;
};

TEST(Where, countries_and_regions_but_no_demonyms) {
  EXPECT_EQ(Sentence("Russian/ADJ troops/NOUN left/VERB Russia/PROPN/B-LOC for/ADP North/PROPN/B-LOC Korea/PROPN/I-LOC ./PUNCT").found(),
            "Russia@RUS|North Korea@PRK");
  EXPECT_EQ(Sentence("fighting/NOUN in/ADP the/DET Kursk/PROPN/B-LOC region/NOUN").found(), "Kursk Oblast@RUS");
  EXPECT_EQ(Sentence("shelling/NOUN in/ADP eastern/ADJ Sumy/PROPN region/NOUN").found(), "Sumy Oblast@UKR");
}

TEST(Where, disputed_places_carry_no_country) {
  EXPECT_EQ(Sentence("ships/NOUN left/VERB Crimea/PROPN/B-LOC and/CCONJ Sevastopol/PROPN/B-LOC").found(), "Crimea@|Sevastopol@");
  EXPECT_EQ(Sentence("near/ADP the/DET Senkaku/PROPN/B-LOC Islands/PROPN/I-LOC").found(), "Senkaku Islands@");
}

TEST(Where, names_of_people_and_bodies_are_no_places) {
  EXPECT_EQ(Sentence("the/DET Bank/PROPN/B-ORG of/ADP/I-ORG England/PROPN/I-ORG met/VERB Jordan/PROPN/B-PER Miller/PROPN/I-PER").found(), "");
  EXPECT_EQ(Sentence("Jordan/PROPN/B-PER Miller/PROPN/I-PER came/VERB ;/PUNCT Jordan/PROPN/B-PER smiled/VERB").found(), "");
  EXPECT_EQ(Sentence("the/DET Kremlin/PROPN/B-ORG said/VERB").found(), "");
  EXPECT_EQ(Sentence("he/PRON waited/VERB at/ADP the/DET Kremlin/PROPN").found(), "Kremlin@RUS");
}

TEST(Where, small_letters_are_no_acronyms) {
  EXPECT_EQ(Sentence("give/VERB us/PRON a/DET march/NOUN").found(), "");
  EXPECT_EQ(Sentence("the/DET US/PROPN and/CCONJ the/DET UK/PROPN").found(), "United States@USA|United Kingdom@GBR");
}

TEST(Where, an_unknown_name_is_said_to_be_unknown_and_changes_nothing) {
  const Sentence s("from/ADP Qwertyville/PROPN/B-LOC to/ADP Ukraine/PROPN/B-LOC");
  ASSERT_EQ(s.places.refs.size(), 2U);
  EXPECT_FALSE(s.places.refs[0].lat.has_value());
  EXPECT_EQ(s.places.refs[0].why, std::vector<std::string>{"unknown"});
  EXPECT_EQ(s.places.refs[1].country, "UKR");
}

TEST(Where, towns_by_containment_context_and_size) {
  if (!towns()) return;
  EXPECT_EQ(Sentence("a/DET meeting/NOUN in/ADP Hiroshima/PROPN/B-LOC ,/PUNCT Japan/PROPN/B-LOC").found(), "Hiroshima@JPN|Japan@JPN");
  EXPECT_EQ(Sentence("in/ADP Paris/PROPN/B-LOC ,/PUNCT Texas/PROPN/B-LOC").found(), "Paris@USA|Texas@USA");
  EXPECT_EQ(Sentence("in/ADP Paris/PROPN/B-LOC").found(), "Paris@FRA");
  EXPECT_EQ(Sentence("from/ADP Kiev/PROPN/B-LOC").found(), "Kyiv@UKR");
  EXPECT_EQ(Sentence("Georgia/PROPN/B-LOC firm/NOUN from/ADP Atlanta/PROPN/B-LOC and/CCONJ Macon/PROPN/B-LOC ,/PUNCT near/ADP Savannah/PROPN/B-LOC in/ADP the/DET US/PROPN/B-LOC")
                .places.refs[0].country, "USA");
}

TEST(Where, later_mentions_follow_the_one_that_is_spelt_out) {
  if (!towns()) return;
  EXPECT_EQ(Sentence("Paris/PROPN/B-LOC ,/PUNCT Texas/PROPN/B-LOC ./PUNCT People/NOUN of/ADP Paris/PROPN/B-LOC").places.refs[2].country, "USA");
}

TEST(Where, a_state_holds_the_town_that_no_table_has) {
  if (!towns()) return;
  const Sentence s("in/ADP Belgrade/PROPN/B-LOC ,/PUNCT Minnesota/PROPN/B-LOC ,/PUNCT and/CCONJ back/ADV in/ADP Belgrade/PROPN/B-LOC");
  EXPECT_EQ(s.found(), "Belgrade@USA|Minnesota@USA|Belgrade@USA");
  EXPECT_FALSE(s.places.refs[0].lat.has_value());
  EXPECT_EQ(Sentence("in/ADP Belgrade/PROPN/B-LOC ,/PUNCT Serbia/PROPN/B-LOC").found(), "Belgrade@SRB|Serbia@SRB");
}

TEST(Where, words_of_local_life_tell_where_a_text_is_at_home) {
  if (!towns()) return;
  const Sentence home("sheriff/NOUN and/CCONJ district/NOUN attorney/NOUN of/ADP Wobble/PROPN/B-LOC County/PROPN/I-LOC in/ADP Dublin/PROPN/B-LOC");
  ASSERT_EQ(home.places.refs.size(), 2U);
  EXPECT_EQ(home.places.refs[0].country, "USA");
  EXPECT_FALSE(home.places.refs[0].lat.has_value());
  EXPECT_EQ(home.places.refs[1].country, "USA");
  EXPECT_EQ(Sentence("the/DET minister/NOUN left/VERB Dublin/PROPN/B-LOC").found(), "Dublin@IRL");
  // A county of a text about Korea is no sign of America.
  EXPECT_EQ(Sentence("North/PROPN/B-LOC Korea/PROPN/I-LOC and/CCONJ Pyongyang/PROPN/B-LOC ,/PUNCT Wobble/PROPN/B-LOC County/PROPN/I-LOC").places.refs.back().country, "PRK");
}

TEST(Where, a_state_inside_the_name_of_a_body_is_context_only) {
  if (!towns()) return;
  const Sentence s("the/DET Ohio/PROPN/B-ORG Arts/PROPN/I-ORG Council/PROPN/I-ORG and/CCONJ Ohio/PROPN/B-ORG State/PROPN/I-ORG University/PROPN/I-ORG near/ADP Mansfield/PROPN/B-LOC");
  ASSERT_EQ(s.places.refs.size(), 1U);
  EXPECT_EQ(s.places.refs[0].country, "USA");
}

TEST(Where, gazetteer_is_sorted_by_our_own_fold) {
  if (!towns()) return;
  const std::string_view text = knowledge().text("places/gazetteer.tsv");
  std::string previous;
  size_t rows = 0;
  for (const auto line : split(text, '\n')) {
    if (line.empty() || line[0] == '#' || line.starts_with("fold\t")) continue;
    const auto cells = split(line, '\t');
    ASSERT_EQ(cells.size(), 9U) << line;
    ASSERT_LE(previous, cells[0]) << line;
    ASSERT_EQ(utf8::fold(cells[0]), cells[0]) << line;
    previous = std::string(cells[0]);
    ++rows;
  }
  EXPECT_GT(rows, 130000U);
}

TEST(Where, spans_are_the_words_of_the_text) {
  const Sentence s("Seoul/PROPN/B-LOC and/CCONJ São/PROPN/B-LOC Paulo/PROPN/I-LOC");
  const auto& parse = s.documents[0].parse;
  for (const PlaceRef& p : s.places.refs) EXPECT_EQ(parse.span(p.first, p.last), p.span);
}

TEST(Where, a_missing_table_is_an_error_not_a_crash) {
  const auto empty = Knowledge::from_folders({});
  ASSERT_TRUE(empty.ok());
  EXPECT_FALSE(Gazetteer::load(*empty).ok());
}

}  // namespace
}  // namespace annalist::where
