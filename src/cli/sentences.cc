// annalist certain, annalist plover --pair, annalist code --conllu: single judgements over lines of a stream.
#include <charconv>
#include <functional>
#include <iostream>

#include "ask/record.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "lang/conllu.h"
#include "run/journey.h"
#include "says/certain.h"
#include "what/pair.h"

namespace annalist::cli {
namespace {

// A bare sentence as a document of its own, so that the rooms read it as they read any text.
void read_sentence(const run::Models& m, run::Traveller& traveller, std::string_view sentence, says::Extraction& x) {
  x.document.id = "sentence";
  x.document.text.bytes = std::string(sentence);
  x.document.text.charset = "UTF-8";
  run::journey(m, traveller, x);
}

Result<Span> read_span(std::string_view cell, std::string_view sentence, const std::string& where) {
  const size_t colon = cell.find(':');
  uint32_t begin = 0, end = 0;
  const char* const last = cell.data() + cell.size();
  const bool numbers = colon != std::string_view::npos &&
                       std::from_chars(cell.data(), cell.data() + colon, begin).ptr == cell.data() + colon &&
                       std::from_chars(cell.data() + colon + 1, last, end).ptr == last;
  if (!numbers || begin >= end || end > sentence.size())
    return Error{Code::kMalformed, "'" + std::string(cell) + "' is no begin:end inside the sentence", where, ""};
  return Span{begin, end};
}

// One answer a line; a bad line gets `instead` in its place, a message on standard error, and exit 3 at the end.
int lines(const Arguments& arguments, const char* instead,
          const std::function<Result<std::string>(const run::Models&, run::Traveller&, std::string_view, const std::string&)>& answer) {
  const auto loaded = models(arguments);
  if (!loaded) return fail(loaded.error());
  run::Traveller traveller;
  int code = kDone;
  uint64_t number = 0;
  for (std::string line; std::getline(std::cin, line);) {
    const auto out = answer(*loaded, traveller, line, "line " + std::to_string(++number));
    if (!out) {
      fail(out.error());
      code = kSomeFailed;
    }
    if (!print(out ? *out : instead)) break;
  }
  return code;
}

std::string number(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.3f", value);
  return buffer;
}

int run_certain(const Arguments& arguments) {
  return lines(arguments, "0\t+\tpossible\n",
               [](const run::Models& m, run::Traveller& traveller, std::string_view line, const std::string& where) -> Result<std::string> {
                 const size_t tab = line.rfind('\t');
                 if (tab == std::string_view::npos)
                   return Error{Code::kMalformed, "no sentence TAB begin:end", where, ""};
                 const std::string_view sentence = line.substr(0, tab);
                 const auto word = read_span(line.substr(tab + 1), sentence, where);
                 if (!word) return word.error();
                 says::Extraction x;
                 read_sentence(m, traveller, sentence, x);
                 const says::Veracity v = says::certain(m.says, x.parse, *word);
                 std::string out = number(v.score);
                 out.append("\t").append(1, v.polarity).append("\t").append(says::modality_name(v.modality)).append("\n");
                 return out;
               });
}

int run_plover(const Arguments& arguments) {
  if (!arguments.has("--pair")) return fail({Code::kUsage, "only pairs are typed so far", "plover", "give --pair"});
  return lines(arguments, "STATE\t0\n",
               [](const run::Models& m, run::Traveller& traveller, std::string_view line, const std::string& where) -> Result<std::string> {
                 const auto pair = what::read_pair_line(line, where);
                 if (!pair) return pair.error();
                 says::Extraction x;
                 read_sentence(m, traveller, pair->sentence, x);
                 const what::PairAnswer a = what::pair_type(m.what, x.parse, x.cast, x.frames, pair->source, pair->target);
                 std::string out = a.type;
                 out.append("\t").append(number(static_cast<double>(a.confidence))).append("\n");
                 return out;
               });
}

int run_code(const Arguments& arguments) {
  const auto input = read_stdin(kMaxLineBytes);
  if (!input) return fail(input.error());
  const auto loaded = models_with_dictionaries(arguments);
  if (!loaded) return fail(loaded.error());
  auto documents = lang::read_conllu(*input, "standard input");
  if (!documents) return fail(documents.error());
  const ask::MadeBy made_by = run::made_by(*loaded, version());
  for (lang::ConlluDocument& d : *documents) {
    says::Extraction x;
    run::journey_from_parse(*loaded, d, x);
    std::string line;
    ask::append_record(x, made_by, arguments.has("--text"), line);
    if (!print(line)) break;
  }
  return kDone;
}

}  // namespace

const Command kCertain{"certain",
                       "TSV of sentence and begin:end of an event word to TSV of score (-3..3), polarity and modality",
                       {kPacks},
                       run_certain};
const Command kPlover{"plover",
                      "TSV of sentence, source and target (begin:end or -) to TSV of PLOVER type and confidence",
                      {{"--pair", "", "type the act between two given sides"}, kPacks},
                      run_plover};
const Command kCode{"code",
                    "parsed text (CoNLL-U) on standard input to JSON records as of extract: bring your own parser",
                    {{"--conllu", "", "the input is CoNLL-U (the only form yet)"}, {"--text", "", "put the text into each record"}, kDictionaries, kDisputed, kPacks},
                    run_code};

}  // namespace annalist::cli
