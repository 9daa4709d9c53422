#include "lang/model.h"

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
  auto parser = ArcParser::view(pack);
  if (!parser) return parser.error();
  auto names = NameTagger::view(pack);
  if (!names) return names.error();
  m.tokeniser_ = *tokeniser;
  m.tagger_ = std::move(*tagger);
  m.lemmatiser_ = std::move(*lemmatiser);
  m.parser_ = std::move(*parser);
  m.names_ = *names;
  return m;
}

namespace {

void annotate_sentence(const Model& model, Workspace& w, const Sentence& sentence, Parse& out) {
  const uint32_t n = sentence.last - sentence.first;
  w.scene.words.clear();
  for (uint32_t i = 0; i < n; ++i) w.scene.words.push_back(read_word(out.form(sentence.first + i), w.scratch));
  model.tagger().look_up(w.scene);
  model.tagger().tag(w.scene, w.scores);
  for (uint32_t i = 0; i < n; ++i) {
    Token& t = out.tokens[sentence.first + i];
    const uint8_t tag = w.scene.tags[i];
    t.upos = model.tagger().of(tag).upos;
    t.xpos = model.tagger().of(tag).xpos;
    t.feats = model.tagger().feats(w.scene.words[i], tag);
    model.lemmatiser().lemma(out.form(sentence.first + i), w.scene.words[i], tag, i == 0, w.scores, t.lemma);
    w.scene.words[i].lemma = hash_word(t.lemma);
  }
  const Configuration& tree = model.parser().parse(w.scene, w.beam);
  for (uint32_t i = 0; i < n; ++i) {
    Token& t = out.tokens[sentence.first + i];
    const int32_t head = tree.nodes[i].head;
    t.head = head < 0 ? -1 : head + static_cast<int32_t>(sentence.first);
    t.deprel = model.parser().label(tree.nodes[i].label);
  }
  model.names().tag(w.scene, sentence.first, w.names, w.scores, out.names);
}

}  // namespace

void annotate(const Model& model, Workspace& workspace, Parse& parse) {
  parse.names.clear();
  for (const Sentence& s : parse.sentences) annotate_sentence(model, workspace, s, parse);
}

void parse(const Model& model, std::string_view text, const page::Page& page, Workspace& w, Parse& out) {
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
    model.tokeniser().sentences(text, w.raw, 0, w.ends);
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
  annotate(model, w, out);
}

}  // namespace annalist::lang
