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
  [[nodiscard]] std::string found() const { return listed(places.refs); }
  [[nodiscard]] std::string spoken_of() const { return listed(places.associated); }
  [[nodiscard]] static std::string listed(const std::vector<PlaceRef>& refs) {
    std::string out;
    for (const PlaceRef& p : refs) out += (out.empty() ? "" : "|") + p.name + "@" + p.country;
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
  const Sentence s("in/ADP Belgrade/PROPN/B-LOC ,/PUNCT Ohio/PROPN/B-LOC ,/PUNCT and/CCONJ back/ADV in/ADP Belgrade/PROPN/B-LOC");
  EXPECT_EQ(s.found(), "Belgrade@USA|Ohio@USA|Belgrade@USA");
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

TEST(Where, a_state_inside_the_name_of_a_body_is_spoken_of) {
  if (!towns()) return;
  const Sentence s("the/DET Ohio/PROPN/B-ORG Arts/PROPN/I-ORG Council/PROPN/I-ORG and/CCONJ Ohio/PROPN/B-ORG State/PROPN/I-ORG University/PROPN/I-ORG near/ADP Mansfield/PROPN/B-LOC");
  ASSERT_EQ(s.places.refs.size(), 1U);
  EXPECT_EQ(s.places.refs[0].country, "USA");
}

TEST(Where, peoples_and_names_of_bodies_speak_of_places) {
  if (!towns()) return;
  const Sentence s("Russian/ADJ troops/NOUN and/CCONJ the/DET Ohio/PROPN/B-ORG Arts/PROPN/I-ORG Council/PROPN/I-ORG");
  EXPECT_EQ(s.found(), "");
  EXPECT_EQ(s.spoken_of(), "Russia@RUS|Ohio@USA");
  EXPECT_EQ(s.places.associated[0].use, "demonym");
  EXPECT_EQ(s.places.associated[1].use, "name");
  EXPECT_EQ(Sentence("the/DET Hiroshima/PROPN/B-ORG Fire/PROPN/I-ORG Department/PROPN/I-ORG").spoken_of(), "Hiroshima@JPN");
  EXPECT_EQ(Sentence("University/PROPN/B-ORG of/ADP/I-ORG Toronto/PROPN/I-ORG School/PROPN/I-ORG").spoken_of(), "Toronto@CAN");
  // There are towns called Industry, Council and Economy.
  EXPECT_EQ(Sentence("the/DET Munitions/PROPN/B-ORG Industry/PROPN/I-ORG Department/PROPN/I-ORG").spoken_of(), "");
  EXPECT_EQ(Sentence("the/DET Security/PROPN/B-ORG Council/PROPN/I-ORG").spoken_of(), "");
}

TEST(Where, counties_and_districts_have_a_point_and_tell_namesakes_apart) {
  if (!towns()) return;
  const Sentence one("in/ADP Licking/PROPN/B-LOC County/PROPN/I-LOC near/ADP Newark/PROPN/B-LOC");
  ASSERT_EQ(one.places.refs.size(), 2U);
  EXPECT_EQ(one.places.refs[0].precision, "district");
  EXPECT_NEAR(one.places.refs[0].lat.value_or(0), 40.1, 0.3);
  EXPECT_NEAR(one.places.refs[1].lon.value_or(0), -82.4, 0.2);  // Ohio, not New Jersey
  EXPECT_EQ(one.places.refs[1].admin, (std::vector<std::string>{"Licking County", "Ohio"}));
  EXPECT_NEAR(Sentence("in/ADP Edgar/PROPN/B-LOC County/PROPN/I-LOC and/CCONJ Paris/PROPN/B-LOC").places.refs[1].lon.value_or(0), -87.7, 0.3);
  const Sentence korea("in/ADP Uiju/PROPN/B-LOC County/PROPN/I-LOC");
  EXPECT_EQ(korea.places.refs[0].country, "PRK");
  EXPECT_TRUE(korea.places.refs[0].lat.has_value());
}

TEST(Where, a_county_of_many_states_is_only_in_its_country) {
  if (!towns()) return;
  const Sentence s("in/ADP Washington/PROPN/B-LOC County/PROPN/I-LOC");
  EXPECT_EQ(s.found(), "Washington County@USA");
  EXPECT_FALSE(s.places.refs[0].lat.has_value());
}

TEST(Where, a_list_of_counties_names_its_kind_once) {
  if (!towns()) return;
  const Sentence s("in/ADP Texas/PROPN/B-LOC :/PUNCT Navarro/PROPN/B-LOC ,/PUNCT Ellis/PROPN/B-LOC and/CCONJ Henderson/PROPN/B-LOC counties/NOUN");
  ASSERT_EQ(s.places.refs.size(), 4U);
  for (size_t i = 1; i < 4; ++i) EXPECT_EQ(s.places.refs[i].precision, "district") << i;
}

TEST(Where, short_forms_of_names) {
  if (!towns()) return;
  EXPECT_EQ(Sentence("in/ADP Ft./PROPN/B-LOC Worth/PROPN/I-LOC ,/PUNCT Texas/PROPN/B-LOC").found(), "Fort Worth@USA|Texas@USA");
  EXPECT_EQ(Sentence("in/ADP Mt./PROPN/B-LOC Gilead/PROPN/I-LOC ,/PUNCT Ohio/PROPN/B-LOC").found(), "Mount Gilead@USA|Ohio@USA");
  EXPECT_EQ(Sentence("in/ADP W./PROPN/B-LOC Columbia/PROPN/I-LOC ,/PUNCT South/PROPN/B-LOC Carolina/PROPN/I-LOC").found(), "West Columbia@USA|South Carolina@USA");
}

TEST(Where, disputed_places_follow_the_setting) {
  const Stance facto = *Stance::parse("de-facto"), ukraine = *Stance::parse("view:UKR"), japan = *Stance::parse("view:JPN");
  const auto country = [](const Sentence& s, const Stance& stance) { return locate(gazetteer(), s.documents[0].parse, stance).refs.at(0).country; };
  const Sentence crimea("in/ADP Crimea/PROPN/B-LOC");
  EXPECT_EQ(crimea.places.refs[0].territory, "disputed: Crimea");
  EXPECT_EQ(crimea.places.refs[0].country, "");
  EXPECT_EQ(crimea.places.refs[0].precision, "region");
  EXPECT_TRUE(crimea.places.refs[0].lat.has_value());
  EXPECT_EQ(country(crimea, facto), "RUS");
  EXPECT_EQ(country(crimea, ukraine), "UKR");
  EXPECT_EQ(country(crimea, japan), "");  // no party: neutral
  const Sentence kurils("the/DET Kuril/PROPN/B-LOC Islands/PROPN/I-LOC");
  EXPECT_EQ(country(kurils, {}) + country(kurils, facto) + country(kurils, japan), "RUSJPN");
  const Sentence taiwan("in/ADP Taiwan/PROPN/B-LOC");
  EXPECT_EQ(country(taiwan, {}), "TWN");
  EXPECT_EQ(taiwan.places.refs[0].territory, "disputed: Taiwan");
  EXPECT_EQ(country(taiwan, *Stance::parse("view:CHN")), "CHN");
  EXPECT_EQ(Sentence("in/ADP Ukraine/PROPN/B-LOC").places.refs[0].territory, "");
  if (!towns()) return;
  const Sentence town("in/ADP Simferopol/PROPN/B-LOC");
  EXPECT_EQ(country(town, {}) + country(town, facto) + country(town, ukraine), "RUSUKR");
  EXPECT_EQ(town.places.refs[0].territory, "disputed: Crimea");
  EXPECT_EQ(town.places.refs[0].precision, "city");
}

TEST(Where, every_territory_has_parties_a_label_and_known_rows) {
  const auto disputes = Disputes::load(knowledge());
  ASSERT_TRUE(disputes.ok());
  EXPECT_GE(disputes->size(), 25U);
  const auto table = knowledge().table("places/disputed.tsv", {"id", "territory", "parties", "holds", "neutral", "rows", "areas", "source"});
  ASSERT_TRUE(table.ok());
  std::string known(knowledge().text("places/regions.tsv"));
  known += knowledge().text("places/sites.tsv");
  for (const Table::Row& row : table->rows()) {
    EXPECT_FALSE(row[1].empty() || row[2].empty() || row[7].empty()) << row[0];
    for (const auto id : split(row[5])) {
      std::string cell = "\n";
      cell.append(id).append("\t");
      EXPECT_TRUE(id.starts_with("c:") || known.find(cell) != std::string::npos) << id;
    }
  }
}

TEST(Where, a_stance_is_one_of_three) {
  EXPECT_FALSE(Stance::parse("russian").ok());
  EXPECT_FALSE(Stance::parse("view:Russia").ok());
  EXPECT_TRUE(Stance::parse("neutral").ok());
  EXPECT_EQ(Stance::parse("view:KOR")->country, "KOR");
}

TEST(Where, gazetteer_is_sorted_by_our_own_fold) {
  if (!towns()) return;
  const std::string_view text = knowledge().text("places/gazetteer.tsv");
  std::string previous;
  size_t rows = 0;
  for (const auto line : split(text, '\n')) {
    if (line.empty() || line[0] == '#' || line.starts_with("fold\t")) continue;
    const auto cells = split(line, '\t');
    ASSERT_EQ(cells.size(), 10U) << line;
    ASSERT_LE(previous, cells[0]) << line;
    ASSERT_EQ(utf8::fold(cells[0]), cells[0]) << line;
    previous = std::string(cells[0]);
    ++rows;
  }
  EXPECT_GT(rows, 200000U);
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
