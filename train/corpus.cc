#include "corpus.h"

#include <zlib.h>

#include <cstdio>
#include <cstdlib>
#include <map>

#include "base/knowledge.h"
#include "base/utf8.h"

namespace annalist::train {

void fail(const std::string& what) {
  std::fprintf(stderr, "train: %s\n", what.c_str());
  std::exit(2);
}

std::string slurp(const std::string& path) {
  gzFile file = gzopen(path.c_str(), "rb");  // reads plain files too
  if (!file) fail(path + ": cannot be opened");
  std::string out, block(1 << 20, '\0');
  int n = 0;
  while ((n = gzread(file, block.data(), static_cast<unsigned>(block.size()))) > 0)
    out.append(block, 0, static_cast<size_t>(n));
  gzclose(file);
  if (n < 0) fail(path + ": cannot be read");
  return out;
}

namespace {

// BIO tag of "B-PER", "I-Location", "I-OTH" …; O for what is not wanted.
lang::Bio bio_of(std::string_view tag) {
  static const std::map<std::string_view, lang::NameKind> kKinds = {{"PER", lang::NameKind::kPerson},
                                                                    {"person", lang::NameKind::kPerson},
                                                                    {"ORG", lang::NameKind::kOrganization},
                                                                    {"corporation", lang::NameKind::kOrganization},
                                                                    {"group", lang::NameKind::kOrganization},
                                                                    {"LOC", lang::NameKind::kLocation},
                                                                    {"location", lang::NameKind::kLocation},
                                                                    {"MISC", lang::NameKind::kMisc},
                                                                    {"OTH", lang::NameKind::kMisc},
                                                                    {"Person", lang::NameKind::kPerson},
                                                                    {"Organisation", lang::NameKind::kOrganization},
                                                                    {"Location", lang::NameKind::kLocation},
                                                                    {"Nationality", lang::NameKind::kMisc}};
  if (tag.size() < 3) return 0;
  const auto found = kKinds.find(tag.substr(2));
  if (found == kKinds.end()) return 0;
  return static_cast<lang::Bio>(1 + 2 * static_cast<uint32_t>(found->second) + (tag[0] == 'I' ? 1 : 0));
}

// I after nothing of its kind becomes B, so that IO and IOB1 files are read as well.
void mend(std::vector<lang::Bio>& tags) {
  for (size_t i = 0; i < tags.size(); ++i) {
    if (tags[i] == 0 || tags[i] % 2 == 1) continue;
    const lang::Bio before = i ? tags[i - 1] : 0;
    if (before != tags[i] && before != tags[i] - 1) --tags[i];
  }
}

std::vector<Gold> read_treebank(const std::string& path, uint32_t first_document) {
  const std::string text = slurp(path);
  auto read = lang::read_conllu(text, path);
  if (!read) fail(read.error().line());
  std::vector<Gold> out;
  uint32_t document = first_document;
  for (const auto& d : *read) {
    for (const auto& s : d.parse.sentences) {
      Gold g;
      g.document = document;
      for (uint32_t t = s.first; t < s.last; ++t) {
        const auto& token = d.parse.tokens[t];
        g.forms.emplace_back(d.parse.form(t));
        g.lemmas.push_back(token.lemma);
        g.feats.emplace_back(token.feats);
        g.xpos.emplace_back(token.xpos);
        g.labels.emplace_back(token.deprel);
        g.upos.push_back(token.upos);
        g.heads.push_back(token.head < 0 ? -1 : token.head - static_cast<int32_t>(s.first));
      }
      out.push_back(std::move(g));
    }
    ++document;
  }
  return out;
}

// Token-per-line sentences: forms and tags of the given columns.
std::vector<Gold> read_tagged(std::string_view text, char separator, size_t form_column, size_t tag_column) {
  std::vector<Gold> out(1);
  const auto close = [&] {
    if (out.back().forms.empty()) return;
    mend(out.back().names);
    out.emplace_back();
  };
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    const auto cells = split(line, separator);
    if (cells.size() <= tag_column) {
      if (line.empty() || line[0] != '#') close();
      continue;
    }
    out.back().forms.emplace_back(cells[form_column]);
    out.back().names.push_back(bio_of(cells[tag_column]));
  }
  close();
  out.pop_back();
  return out;
}

// Gives the treebank's sentences the tags of UNER, found by their forms: the two files are in different orders.
void lend_names(std::vector<Gold>& sentences, const std::vector<Gold>& tagged) {
  std::map<std::vector<std::string>, const Gold*> by_forms;
  for (const Gold& g : tagged) by_forms.emplace(g.forms, &g);
  size_t lent = 0;
  for (Gold& g : sentences) {
    const auto found = by_forms.find(g.forms);
    if (found == by_forms.end()) continue;
    g.names = found->second->names;
    ++lent;
  }
  std::fprintf(stderr, "names lent to %zu of %zu sentences\n", lent, sentences.size());
}

}  // namespace

std::vector<Gold> read_treebanks(const std::string& data) {
  std::vector<Gold> all = read_treebank(data + "/treebank/en_ewt-ud-train.conllu.gz", 0);
  lend_names(all, read_tagged(slurp(data + "/ner/uner_ewt-train.iob2.gz"), '\t', 1, 2));
  std::vector<Gold> gum = read_treebank(data + "/treebank/en_gum-open-train.conllu.gz", all.back().document + 1);
  read_gum_names(slurp(data + "/treebank/en_gum-open-train.conllu.gz"), gum);
  for (Gold& g : gum) all.push_back(std::move(g));
  return all;
}

std::vector<Gold> read_watched(const std::string& data) {
  std::vector<Gold> all = read_treebank(data + "/treebank/en_ewt-ud-dev.conllu", 0);
  lend_names(all, read_tagged(slurp(data + "/ner/uner_ewt-dev.iob2"), '\t', 1, 2));
  for (Gold& g : read_treebank(data + "/treebank/en_gum-open-dev.conllu", 100000)) all.push_back(std::move(g));
  std::vector<Gold> whole = read_wikigold(data + "/ner/wikigold.conll", 0);
  const size_t learnt = read_wikigold(data + "/ner/wikigold.conll", 29).size();
  for (size_t i = learnt; i < whole.size(); ++i) {
    whole[i].document = 200000;
    all.push_back(std::move(whole[i]));
  }
  return all;
}

void add_shouted(std::vector<Gold>& sentences) {
  const size_t n = sentences.size();
  for (size_t i = 20; i < n; i += 40) {
    Gold copy = sentences[i];
    for (std::string& form : copy.forms)
      for (char& c : form)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    sentences.push_back(std::move(copy));
  }
}

std::vector<Gold> read_wikigold(const std::string& path, int leave_last) {
  const std::string text = slurp(path);
  std::vector<size_t> documents;
  for (size_t at = text.find("-DOCSTART-"); at != std::string::npos; at = text.find("-DOCSTART-", at + 1))
    documents.push_back(at);
  if (documents.size() <= static_cast<size_t>(leave_last)) fail(path + ": too few documents");
  // A document ends with its -DOCSTART- line or starts with it; leaving from the earlier of both readings is safe.
  size_t end = leave_last ? documents[documents.size() - static_cast<size_t>(leave_last)] : text.size();
  if (leave_last && documents.front() != 0) end = documents[documents.size() - static_cast<size_t>(leave_last) - 1];
  std::string kept = text.substr(0, end);
  for (size_t at = kept.find("-DOCSTART-"); at != std::string::npos; at = kept.find("-DOCSTART-", at)) {
    const size_t stop = std::min(kept.find('\n', at), kept.size());
    kept.erase(at, stop - at);
  }
  return read_tagged(kept, ' ', 0, 1);
}

std::vector<Gold> read_columns(const std::string& path) {
  return read_tagged(slurp(path), '\t', 0, 1);
}

bool as_headline(const Gold& g, Gold& out) {
  const size_t n = g.forms.size();
  if (n < 5 || n > 16 || g.forms.back() != ".") return false;
  out = g;
  for (const int32_t h : g.heads)
    if (h == static_cast<int32_t>(n) - 1) return false;
  out.headline = true;
  for (auto* column : {&out.forms, &out.lemmas, &out.feats, &out.xpos, &out.labels})
    if (!column->empty()) column->pop_back();
  if (!out.upos.empty()) out.upos.pop_back();
  if (!out.heads.empty()) out.heads.pop_back();
  if (!out.names.empty()) out.names.pop_back();
  for (std::string& form : out.forms) {
    static const std::string_view kSmall[] = {"a",  "an",  "the", "of", "to",   "in",   "on", "at",
                                              "by", "for", "and", "or", "with", "from", "as"};
    bool small = form.find('\'') == 0 || form == "n't";
    for (const auto s : kSmall) small = small || form == s;
    if (!small && form[0] >= 'a' && form[0] <= 'z') form[0] = static_cast<char>(form[0] - 32);
  }
  return true;
}

}  // namespace annalist::train
