#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "base/limits.h"
#include "base/utf8.h"
#include "intake/reader.h"

namespace annalist::intake {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "intake-XXXXXX").string();
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    path_ = name;
  }
  ~Folder() { fs::remove_all(path_); }
  std::string write(const std::string& name, const std::string& bytes) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return (path_ / name).string();
  }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

std::vector<Item> all(std::vector<std::string> paths, ReadOptions options = {}) {
  Reader reader(std::move(paths), options);
  std::vector<Item> out;
  for (Item item; reader.next(item);) out.push_back(std::move(item));
  return out;
}

TEST(JsonLine, ContractNamesAndAliases) {
  const auto a = from_json_line(R"({"id":"a","uri":"https://x.org/1","title":"T","outlet":"O","published":"2024-01-16","text":"He left.\r\n"})", "w");
  ASSERT_TRUE(a.ok());
  EXPECT_EQ(a->id, "a");
  EXPECT_EQ(a->text.bytes, "He left.\r\n");
  EXPECT_EQ(a->meta.uri, "https://x.org/1");
  EXPECT_EQ(a->key.size(), 64u);
  const auto b = from_json_line(R"({"url":"https://y.org/2","source_domain":"y.org","date_publish":"2024-01-17 10:00:00","maintext":"She left.","language":"en"})", "w");
  ASSERT_TRUE(b.ok());
  EXPECT_EQ(b->id, "https://y.org/2");
  EXPECT_EQ(b->meta.outlet, "y.org");
  EXPECT_EQ(b->meta.published, "2024-01-17 10:00:00");
  const auto c = from_json_line(R"({"source":{"id":null,"name":"Harbour Times"},"publishedAt":"2024-01-18T00:00:00Z","content":"They left."})", "news.jsonl:3");
  ASSERT_TRUE(c.ok());
  EXPECT_EQ(c->id, "news.jsonl:3");
  EXPECT_EQ(c->meta.outlet, "Harbour Times");
}

TEST(JsonLine, EqualWordsHaveEqualRawHash) {
  const auto a = from_json_line(R"({"id":"a","text":"Same words."})", "w"), b = from_json_line(R"({"id":"b","text":"Same words."})", "w");
  ASSERT_TRUE(a.ok() && b.ok());
  EXPECT_EQ(a->raw_sha256, b->raw_sha256);
  EXPECT_NE(a->key, b->key);
}

TEST(JsonLine, DamageIsRepairedOrRefused) {
  const auto lone = from_json_line(R"({"id":"a","text":"cut \ud83d here 최 😀 \ud83d\ude00"})", "w");
  ASSERT_TRUE(lone.ok());
  EXPECT_EQ(lone->text.bytes, "cut \uFFFD here 최 😀 😀");
  EXPECT_TRUE(lone->text.replaced);
  const auto bytes = from_json_line("{\"id\":\"a\",\"text\":\"bad \xFF byte\"}", "w");
  ASSERT_TRUE(bytes.ok());
  EXPECT_TRUE(bytes->text.replaced);
  for (const char* bad : {"{\"id\":\"a\",\"text\":", "[1,2]", "{}", "{\"id\":\"a\",\"text\":\"\"}", "no json", "{\"id\":\"a\",\"text\":\"a\\u0000b\"}"}) {
    const auto r = from_json_line(bad, "f:1");
    ASSERT_FALSE(r.ok()) << bad;
    EXPECT_EQ(r.error().line().find('\n'), std::string::npos);
  }
}

TEST(Reader, OneBadThingNeverStopsTheRest) {
  const Folder f;
  f.write("a/one.txt", "One left.");
  f.write("a/two.jsonl", "{\"id\":\"j1\",\"text\":\"Two left.\"}\n\n{broken\n{\"id\":\"j3\",\"html\":\"<p>Three left.\"}\n{\"id\":\"j4\"}");
  f.write("b.txt", "");
  f.write("c.bin", "skipped");
  f.write("d.txt", std::string("\x7F" "ELF\0\1\2", 7));
  f.write("e.xml", "<rss></rss>");
  f.write("page.html", "<p>Page left.");
  f.write("page_files/ad.html", "<p>Advert.");
  f.write("z.pdf", "%PDF-1.4");
  f.write(".hidden.txt", "Hidden.");
  fs::create_symlink("nowhere", f.path() + "/link.txt");
  std::string seen;
  for (const Item& item : all({f.path(), f.path() + "/none.txt"})) {
    EXPECT_NE(item.document.has_value(), item.error.has_value());
    seen += item.error ? std::string(code_name(item.error->code)) : fs::path(item.id).filename().string();
    seen += ' ';
  }
  const auto code = [](Code c) { return std::string(code_name(c)) + " "; };
  EXPECT_EQ(seen, "one.txt j1 " + code(Code::kMalformed) + "j3 " + code(Code::kMalformed) + code(Code::kMalformed) + code(Code::kNotText) +
                      code(Code::kUnsupported) + code(Code::kUnreadable) + "page.html " + code(Code::kUnsupported) + code(Code::kUnreadable));
}

TEST(Reader, BrokenLinesNameTheirNumberAndId) {
  const Folder f;
  const std::string path = f.write("x.jsonl", "{\"id\":\"a\",\"text\":\"A.\"}\n{oops\n{\"id\":\"c\",\"text\":\"\"}\n");
  const auto items = all({path});
  ASSERT_EQ(items.size(), 3u);
  EXPECT_EQ(items[1].where, path + ":2");
  EXPECT_EQ(items[2].id, "c");
  EXPECT_EQ(items[2].error->where, path + ":3");
}

TEST(Reader, PackedFilesAndDamage) {
  const Folder f;
  const std::string path = f.path() + "/x.jsonl.gz";
  gzFile out = gzopen(path.c_str(), "wb");
  for (int i = 0; i < 1000; ++i) gzprintf(out, "{\"id\":\"%d\",\"text\":\"Line %d left at %d.\"}\n", i, i, i * 7919);
  gzclose(out);
  EXPECT_EQ(all({path}).size(), 1000u);
  fs::resize_file(path, fs::file_size(path) / 2);
  const auto cut = all({path});
  ASSERT_GT(cut.size(), 100u);
  EXPECT_EQ(cut.back().error->code, Code::kMalformed);
}

TEST(Reader, LargeThings) {
  const Folder f;
  const std::string big = f.write("big.txt", "x");
  fs::resize_file(big, uint64_t{200} << 20);
  const std::string line = f.write("line.txt", std::string(1 << 20, 'a') + ".");
  const auto items = all({big, line});
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items[0].error->code, Code::kTooLarge);
  EXPECT_EQ(items[1].document->text.bytes.size(), (size_t{1} << 20) + 1);
  EXPECT_EQ(all({line}, {true})[0].id, fs::absolute(line).string());
}

TEST(Html, VisibleTextTitleFirst) {
  const auto d = from_html("p", R"(<!DOCTYPE html><html lang="en"><head><title>Envoy &amp; minister | Site</title>
    <meta property="article:published_time" content="2024-01-16T09:00:00Z"><meta property="og:site_name" content="Site">
    <script>var x = "<p>not text</p>";</script><style>p{}</style></head><body><nav class=top><a href=/>Home</a></nav>
    <article><h1>Envoy  meets
    minister</h1><p>They met <b>on Tue</b>sday.<br>It rained.</p><p hidden>unseen</p><p style="display: none">unseen</p>
    <div>Caf&eacute;&nbsp;talk<br><br>went on</div></article></body></html>)", {});
  ASSERT_TRUE(d.ok());
  EXPECT_EQ(d->text.bytes, "Envoy & minister | Site\n\nHome\n\nEnvoy meets minister\n\nThey met on Tuesday.\nIt rained.\n\nCafé talk\n\nwent on\n");
  EXPECT_EQ(d->meta.published, "2024-01-16T09:00:00Z");
  EXPECT_EQ(d->meta.outlet, "Site");
  EXPECT_EQ(d->meta.language, "en");
  for (const HtmlBlock& b : d->blocks) EXPECT_FALSE(b.span.of(d->text.view()).empty());
  EXPECT_EQ(d->blocks[1].link_bytes, 4u);
  EXPECT_TRUE(d->blocks[2].in_article);
}

TEST(Html, JsonLdStatesDateAndOutlet) {
  const auto d = from_html("p", R"(<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":"NewsArticle","headline":"H",
    "datePublished":"2024-02-03","publisher":{"name":"Harbour Times"}}]}</script><p>They met.)", {});
  ASSERT_TRUE(d.ok());
  EXPECT_EQ(d->meta.published, "2024-02-03");
  EXPECT_EQ(d->meta.title, "H");
  EXPECT_EQ(d->meta.outlet, "Harbour Times");
}

TEST(Html, CharsetFromMeta) {
  const auto d = from_html("p", "<html><head><meta charset=euc-kr><title>\xC6\xF2\xBE\xE7</title></head><body><p>\xB1\xE8\xC1\xA4\xC0\xBA</body></html>", {});
  ASSERT_TRUE(d.ok());
  EXPECT_EQ(d->text.bytes, "평양\n\n김정은\n");
  EXPECT_NE(d->text.charset, "UTF-8");
}

TEST(Html, DeepNestingIsLinearAndLosesNoWord) {
  const auto page = [](int depth) {
    std::string s = "<html><body>";
    for (int i = 0; i < depth; ++i) s += "<div>";
    return s + "<p>the last word</p>";
  };
  const auto start = std::chrono::steady_clock::now();
  const auto d = from_html("p", page(100000), {});
  ASSERT_TRUE(d.ok());
  EXPECT_NE(d->text.bytes.find("the last word"), std::string::npos);
  EXPECT_LT(d->elements.size(), 2 * kMaxHtmlDepth);
  EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 2.0);
}

TEST(Html, CharactersAcrossChunks) {
  std::string words;
  while (words.size() < 300000) words += "최선희 외무상 ";
  const auto d = from_html("p", "<p>x" + words + "</p>", {});
  ASSERT_TRUE(d.ok());
  EXPECT_EQ(utf8::first_invalid(d->text.bytes), std::string::npos);
  EXPECT_EQ(d->text.bytes.size(), words.size() + 1);
  EXPECT_EQ(d->text.bytes.find("\uFFFD"), std::string::npos);
}

}  // namespace
}  // namespace annalist::intake
