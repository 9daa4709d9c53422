#include "lang/model.h"

#include <algorithm>
#include <thread>

namespace annalist::lang {

Result<Model> Model::open(const std::string& path) {
  auto pack = Pack::open(path);
  if (!pack) return pack.error();
  return from_pack(std::move(pack).value());
}

Result<Model> Model::from_pack(Pack opened) {
  Model m;
  m.pack_ = std::make_unique<const Pack>(std::move(opened));
  const Pack& pack = *m.pack_;
  auto tokeniser = Tokeniser::view(pack);
  if (!tokeniser) return tokeniser.error();
  auto tagger = Tagger::view(pack);
  if (!tagger) return tagger.error();
  auto lemmatiser = Lemmatiser::view(pack);
  if (!lemmatiser) return lemmatiser.error();
  auto encoder = Encoder::view(pack.section("network"));
  if (!encoder) return encoder.error();
  auto names = NameTagger::view(pack);
  if (!names) return names.error();
  m.tokeniser_ = *tokeniser;
  m.tagger_ = std::move(*tagger);
  m.lemmatiser_ = std::move(*lemmatiser);
  m.encoder_ = std::move(*encoder);
  m.labels_ = section_lines(pack.section("labels"));
  m.root_ = static_cast<size_t>(std::find(m.labels_.begin(), m.labels_.end(), "root") - m.labels_.begin());
  if (m.labels_.size() != m.encoder_.label_count() || m.root_ == m.labels_.size() ||
      m.tagger_.tags().size() != m.encoder_.tag_count())
    return Error{Code::kDamaged, "language pack: network, tags and labels disagree", "", "install the pack again"};
  m.names_ = *names;
  return m;
}

namespace {

// Relation of each arc: the root's is `root` and no other is.
void label_arcs(const Model& model, Workspace& w, const Sentence& sentence, Parse& out) {
  model.encoder().label(w.signals, w.heads);
  for (uint32_t i = 0; i < sentence.last - sentence.first; ++i) {
    Token& t = out.tokens[sentence.first + i];
    float* of = w.signals.labels.data() + size_t{i} * model.encoder().label_stride();
    t.head = w.heads[i] < 0 ? -1 : w.heads[i] + static_cast<int32_t>(sentence.first);
    of[model.root_label()] = -1e9F;
    t.deprel = model.label(t.head < 0 ? model.root_label()
                                      : static_cast<size_t>(std::max_element(of, of + model.labels()) - of));
  }
}

void annotate_sentence(const Model& model, Workspace& w, const Sentence& sentence, Parse& out,
                       std::vector<Name>& names) {
  const uint32_t n = sentence.last - sentence.first;
  w.scene.words.clear();
  for (uint32_t i = 0; i < n; ++i) w.scene.words.push_back(read_word(out.form(sentence.first + i), w.scratch));
  model.tagger().look_up(w.scene);
  model.names().look_up(w.scene, w.names);
  w.signals.cells.clear();
  for (uint32_t i = 0; i < n; ++i) w.signals.cells.push_back(encoder_features(w.scene, i, w.names.lists[i]));
  model.encoder().read(w.signals);
  model.tagger().choose(w.signals.tags, model.encoder().tag_stride(), w.scene);
  for (uint32_t i = 0; i < n; ++i) {
    Token& t = out.tokens[sentence.first + i];
    const uint8_t tag = w.scene.tags[i];
    t.upos = model.tagger().of(tag).upos;
    t.xpos = model.tagger().of(tag).xpos;
    t.feats = model.tagger().feats(w.scene.words[i], tag);
    model.lemmatiser().lemma(out.form(sentence.first + i), w.scene.words[i], tag, i == 0, w.scores, t.lemma);
  }
  best_tree(w.signals.arcs, n, w.decode, w.heads);
  label_arcs(model, w, sentence, out);
  model.names().tag(w.scene, sentence.first, w.signals.names, model.encoder().name_stride(), w.names, names);
}

}  // namespace

void annotate(const Model& model, Workspace& workspace, Parse& parse) {
  parse.names.clear();
  for (const Sentence& s : parse.sentences) annotate_sentence(model, workspace, s, parse, parse.names);
  vote(parse, workspace.ballots);
}

void annotate(const Model& model, std::vector<Workspace>& workspaces, Parse& parse) {
  // Each thread takes a run of sentences and writes their tokens only; its names are joined in order afterwards.
  const size_t share = parse.sentences.size() / workspaces.size() + 1;
  std::vector<std::thread> threads;
  for (size_t k = 0; k < workspaces.size(); ++k)
    threads.emplace_back([&, k] {
      workspaces[k].found.clear();
      for (size_t i = k * share; i < std::min((k + 1) * share, parse.sentences.size()); ++i)
        annotate_sentence(model, workspaces[k], parse.sentences[i], parse, workspaces[k].found);
    });
  parse.names.clear();
  for (size_t k = 0; k < threads.size(); ++k) {
    threads[k].join();
    parse.names.insert(parse.names.end(), workspaces[k].found.begin(), workspaces[k].found.end());
  }
  vote(parse, workspaces.front().ballots);
}

void segment(const Model& model, std::string_view text, const page::Page& page, Workspace& w, Parse& out) {
  out.text = text;
  out.page = &page;
  out.sentences.clear();
  out.names.clear();
  out.sentence_of.clear();
  size_t count = 0;
  for (uint32_t b = 0; b < page.blocks.size(); ++b) {
    w.raw.clear();
    w.ends.clear();
    model.tokeniser().tokens(text, page.blocks[b].span, w.raw);
    model.tokeniser().sentences(text, w.raw, w.ends);
    size_t first = 0;
    for (const size_t end : w.ends) {
      Sentence s;
      s.first = static_cast<uint32_t>(count);
      for (size_t i = first; i < end; ++i) {
        if (count == out.tokens.size()) out.tokens.emplace_back();  // tokens of earlier documents keep their strings
        out.tokens[count++].span = w.raw[i].span;
      }
      s.last = static_cast<uint32_t>(count);
      s.span = {w.raw[first].span.begin, w.raw[end - 1].span.end};
      s.story = page.blocks[b].story;
      s.block = b;
      out.sentence_of.resize(count, static_cast<uint32_t>(out.sentences.size()));
      out.sentences.push_back(s);
      first = end;
    }
  }
  out.tokens.resize(count);
}

void parse(const Model& model, std::string_view text, const page::Page& page, Workspace& w, Parse& out) {
  segment(model, text, page, w, out);
  annotate(model, w, out);
}

}  // namespace annalist::lang
