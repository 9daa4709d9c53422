#include "run/ingest.h"

#include <memory>

#include "ask/record.h"
#include "base/json.h"
#include "base/limits.h"
#include "intake/reader.h"
#include "run/journey.h"
#include "run/pool.h"
#include "store/base.h"

namespace annalist::run {
namespace {

constexpr size_t kFirstBatch = 8;                    // documents; later batches grow fourfold up to kBatchDocuments
constexpr size_t kMaxBatchBytes = size_t{32} << 20;  // of text: a batch of huge documents must not fill the memory

struct Taken {
  intake::Item item;
  store::Known known;
  std::optional<Error> broken;  // the base failed, not the input
};

struct Read {
  std::unique_ptr<says::Extraction> extraction;  // empty when known already or failed
  std::string id;
  std::optional<Error> error, broken;
};

std::string made_by_line(const Models& models, const std::string& version) {
  std::string line;
  JsonWriter json(line);
  ask::append_made_by(made_by(models, version), json);
  return line;
}

class Ingest {
 public:
  Ingest(const Models& models, store::Base base, store::Base looker, const IngestOptions& options)
      : models_(models), base_(std::move(base)), looker_(std::move(looker)), options_(options) {
    put_.keep_raw = options.keep_raw;
    put_.made_by = made_by_line(models, options.version);
  }

  Result<IngestReport> run(const std::vector<std::string>& paths) {
    auto number = base_.begin_run("ingest", options_.started, put_.made_by);
    if (!number) return number.error();
    intake::Reader reader(paths, {.absolute_ids = true});
    ordered<Taken, Read, Traveller>(
        options_.threads, [&](Taken& taken) { return next(reader, taken); },
        [&](Traveller& traveller, Taken& taken) { return read(traveller, taken); },
        [&](Read&& r) { return accept(std::move(r)); });
    if (!broken_) commit();
    if (!broken_) keep(base_.weave_pending(options_.as_of));
    report_.passed_over = reader.passed_over();
    if (!broken_)
      if (const Status ended = base_.end_run(*number, options_.started, static_cast<uint32_t>(report_.added),
                                             static_cast<uint32_t>(report_.same), static_cast<uint32_t>(report_.failed));
          !ended)
        broken_ = ended.error();
    if (broken_) return *broken_;
    return report_;
  }

 private:
  // Called under the pool's reading lock: one thread at a time uses looker_.
  bool next(intake::Reader& reader, Taken& taken) {
    if (options_.stop && *options_.stop) {
      report_.interrupted = true;
      return false;
    }
    if (!reader.next(taken.item)) return false;
    if (taken.item.document) {
      auto known = looker_.knows(taken.item.document->key, taken.item.document->raw_sha256);
      if (known) {
        taken.known = *known;
      } else {
        taken.broken = known.error();
      }
    }
    return true;
  }

  Read read(Traveller& traveller, Taken& taken) const {
    Read out;
    out.id = taken.item.id;
    out.broken = std::move(taken.broken);
    out.error = std::move(taken.item.error);
    if (out.error || out.broken || taken.known.same) return out;
    out.extraction = extract(traveller, std::move(*taken.item.document), taken.known.revision);
    return out;
  }

  std::unique_ptr<says::Extraction> extract(Traveller& traveller, intake::Document document, uint32_t revision) const {
    auto x = std::make_unique<says::Extraction>();
    x->document = std::move(document);
    x->revision = revision;
    journey(models_, traveller, *x);
    return x;
  }

  bool accept(Read&& r) {
    if (r.broken) broken_ = std::move(r.broken);
    if (broken_) return false;
    if (r.error) {
      ++report_.failed;
      report_.unsupported += r.error->code == Code::kUnsupported;
      if (options_.failure) options_.failure(*r.error);
      if (const Status kept = base_.add_quarantine(r.id, *r.error); !kept) broken_ = kept.error();
    } else if (r.extraction) {
      bytes_ += r.extraction->document.text.bytes.size();
      batch_.push_back(std::move(r.extraction));
      if (batch_.size() >= batch_size_ || bytes_ >= kMaxBatchBytes) commit();
    } else {
      ++report_.same;
    }
    if (options_.progress) options_.progress(++seen_, report_.failed);
    return !broken_;
  }

  void commit() {
    std::vector<const says::Extraction*> batch;
    for (const auto& x : batch_) batch.push_back(x.get());
    auto put = base_.put(batch, put_);
    if (!put) {
      broken_ = put.error();
      return;
    }
    report_.added += put->added;
    report_.same += put->same;
    for (size_t at : put->stale) again(std::move(batch_[at]->document));
    batch_.clear();
    bytes_ = 0;
    batch_size_ = std::min<size_t>(batch_size_ * 4, kBatchDocuments);
    if (options_.weave_as_we_go && !broken_) keep(base_.weave_pending(options_.as_of));
  }

  // Two inputs of one id in one run: the later one learns its revision only after the earlier one is in.
  void again(intake::Document document) {
    auto known = base_.knows(document.key, document.raw_sha256);
    if (!known) {
      broken_ = known.error();
      return;
    }
    Traveller traveller;
    const auto x = extract(traveller, std::move(document), known->revision);
    auto put = base_.put({x.get()}, put_);
    if (!put) {
      broken_ = put.error();
      return;
    }
    report_.added += put->added;
    report_.same += put->same;
  }

  template <class T>
  void keep(const Result<T>& r) {
    if (!r) broken_ = r.error();
  }

  const Models& models_;
  store::Base base_, looker_;
  const IngestOptions& options_;
  store::PutOptions put_;
  IngestReport report_;
  std::vector<std::unique_ptr<says::Extraction>> batch_;
  size_t batch_size_ = kFirstBatch, bytes_ = 0;
  uint64_t seen_ = 0;
  std::optional<Error> broken_;
};

}  // namespace

Result<IngestReport> ingest(const Models& models, const std::vector<std::string>& paths, const std::string& db,
                            const IngestOptions& options) {
  auto base = store::Base::open(db, store::Mode::kWrite);
  if (!base) return base.error();
  auto looker = store::Base::open(db, store::Mode::kRead);
  if (!looker) return looker.error();
  return Ingest(models, std::move(*base), std::move(*looker), options).run(paths);
}

}  // namespace annalist::run
