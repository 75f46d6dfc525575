#include "load/merge.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/answers.hpp"
#include "load/derive.hpp"
#include "load/id_table.hpp"
#include "load/meaning/html_text.hpp"
#include "load/meaning/questions.hpp"
#include "load/names.hpp"
#include "load/people.hpp"
#include "load/plain_id.hpp"
#include "load/reason_parts.hpp"
#include "load/ticket_keys.hpp"

namespace dsat::load {
namespace {

// Second ids, and those of answers, are told from tickets' first ids.
constexpr std::uint32_t other_space = 1 << 20, answer_space = 1 << 21;

/// `1.23E+15`: a long id that a spreadsheet took for a number.
bool is_shortened_id(std::string_view id) {
  const std::size_t exponent = id.find("E+");
  return exponent != std::string_view::npos && exponent > 0 && id[0] >= '0' && id[0] <= '9' &&
         id.size() > exponent + 2 && id.find_first_not_of("0123456789.,") == exponent &&
         id.find_first_not_of("0123456789", exponent + 2) == std::string_view::npos;
}

constexpr const char* lost_digits = "ticket id shortened or rounded by a spreadsheet";

/// `2026110100000012300`: beyond fifteen digits a spreadsheet knows none, and writes zeros.
bool may_be_rounded(std::string_view id) {
  constexpr std::size_t digits_kept = 15;
  return id.size() > digits_kept && id.find_first_not_of("0123456789") == std::string_view::npos &&
         id.find_first_not_of('0', digits_kept) == std::string_view::npos;
}

/// One record.
struct Record {
  std::uint32_t batch = 0, row = 0;
};

/// The records of a ticket: one that need not be stored, or several.
class RecordRange {
 public:
  explicit RecordRange(Record one) : one_(one) {}
  explicit RecordRange(std::span<const Record> several) : several_(several.data()), size_(several.size()) {}
  const Record* begin() const { return several_ != nullptr ? several_ : &one_; }
  const Record* end() const { return begin() + size_; }
  std::size_t size() const { return size_; }

 private:
  Record one_;
  const Record* several_ = nullptr;
  std::size_t size_ = 1;
};

/// Rows of tickets come first, what only adds to tickets later.
int rank_of(Role role) {
  switch (role) {
    case Role::tickets:
    case Role::reviews:
      return 0;
    case Role::details:
      return 1;
    case Role::ratings:
      return 2;
    case Role::names:
      return 3;
  }
  return 3;
}

/// True if each row has an id, none the same: shorter ones first, or last, and those of one length in order.
bool ids_are_sorted(const RawColumn& ids, std::size_t rows) {
  const auto comes_before = [](std::string_view a, std::string_view b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  };
  CellRoom room_before, room;
  std::optional<bool> ascending;
  for (std::size_t row = 0; row < rows; ++row) {
    // Numbers need not be spelled: their order is the same.
    const std::uint64_t packed = ids.packed(row), packed_before = row > 0 ? ids.packed(row - 1) : 0;
    const bool is_number = packed != 0 && !unpack(packed).is_stamp();
    bool after = true, before = true;  // the row before may be followed by this one, ascending and descending
    if (row > 0 && is_number && packed_before != 0 && !unpack(packed_before).is_stamp()) {
      after = packed > packed_before, before = packed < packed_before;
    } else {
      const std::string_view id = plain_id(ids.cell(row, room));
      if (id.empty() || (id.size() <= 8 && means_missing(id))) return false;
      if (row > 0) {
        const std::string_view id_before = plain_id(ids.cell(row - 1, room_before));
        after = comes_before(id_before, id), before = comes_before(id, id_before);
      }
    }
    if (row == 1) ascending = after;
    if (row > 0 && !(*ascending ? after : before)) return false;
  }
  return true;
}

class Merger {
 public:
  Merger(std::vector<Batch>& batches, std::vector<FileFacts>& files, Provenance& provenance, const Options& options,
         FieldSet& needs)
      : batches_(batches), files_(files), provenance_(provenance), options_(options), needs_(needs) {}

  Store run() {
    resolve_names();
    unify_agents();
    find_spaces();
    find_tickets();
    leave_out();
    settle_fates();
    fill_ids();
    fill_names();
    fill_moments();
    fill_numbers();
    fill_marks();
    fill_prose();
    fill_ratings();
    fill_questions();
    derive_durations(store_, provenance_);
    return std::move(store_);
  }

 private:
  // --- ids that other tables give names ---

  void resolve_names() {
    for (Batch& batch : batches_) {
      if (batch.role() != Role::names || batch.ignored) continue;
      if (!batch.recognised.id || !batch.recognised.name) continue;
      const BoundCells ids(batch.table, *batch.recognised.id, FieldKind::prose);
      const BoundCells names(batch.table, *batch.recognised.name, FieldKind::prose);
      std::map<std::string, std::pair<std::string, std::size_t>, std::less<>> book;  // id → name, row
      for (std::size_t row = 0; row < batch.rows; ++row)
        if (const std::string_view id = plain_id(ids.column()[row]); !id.empty() && !trim(names.column()[row]).empty())
          book.insert_or_assign(std::string(id), std::pair(std::string(trim(names.column()[row])), row));
      for (Batch& other : batches_)
        for (const Field field : batch.recognised.rules->names_of) apply_names(other, field, book, batch.fates);
    }
  }

  template <class Book>
  static void apply_names(Batch& batch, Field field, const Book& book, std::vector<Fate>& fates) {
    const auto replace = [&](std::string& text) {
      const auto found = book.find(plain_id(text));
      if (found == book.end()) return;
      text = found->second.first;
      fates[found->second.second] = Fate::merged;
    };
    if (const auto words = batch.words.find(field); words != batch.words.end())
      for (std::string& text : words->second.distinct)
        if (!text.empty()) replace(text);
    if (const auto sets = batch.sets.find(field); sets != batch.sets.end())
      for (std::string& text : sets->second.names)
        if (!text.empty()) replace(text);
  }

  /// Agents written in several ways are one where the plain form occurs too.
  void unify_agents() {
    if (options_.exact_keys) return;
    std::vector<std::vector<std::string>*> names;
    for (Batch& batch : batches_) {
      for (const Field field : {Field::agent, Field::rated_agent})
        if (const auto words = batch.words.find(field); words != batch.words.end())
          names.push_back(&words->second.distinct);
      if (const auto sets = batch.sets.find(Field::involved_agents); sets != batch.sets.end())
        names.push_back(&sets->second.names);
    }
    const std::size_t unified = unify_people(names);
    if (unified == 0) return;
    files_.front().guesses.push_back(
        {"agent names",
         "their plain form",
         counted(static_cast<std::int64_t>(unified), "name") + " with an address, a remark or the last name first",
         "--exact-keys",
         false,
         false,
         {}});
  }

  // --- tickets ---

  /// Help desks number their tickets each for itself; everybody else's ids are taken for the first help desk's.
  void find_spaces() {
    std::vector<std::string> makers;
    for (const Batch& batch : batches_) {
      const std::string& key = batch.recognised.profile->key;
      const bool desk = batch.role() == Role::tickets && key != "generic";
      if (desk && std::ranges::find(makers, key) == makers.end()) makers.push_back(key);
    }
    std::ranges::sort(makers);
    for (const Batch& batch : batches_) {
      const std::string& key = batch.recognised.profile->key;
      const auto found = std::ranges::find(makers, key);
      std::uint32_t space = found == makers.end() ? 0 : static_cast<std::uint32_t>(found - makers.begin());
      if (batch.role() == Role::reviews)
        space = 1000 + static_cast<std::uint32_t>(std::hash<std::string>{}(key) % 1000);
      spaces_.push_back(space);
    }
  }

  void find_tickets() {
    alone_ = is_alone();
    if (alone_) {
      tickets_ = static_cast<std::uint32_t>(batches_.front().rows);
      return;
    }
    // What is compared with other tables' ids is compared as text.
    for (Batch& batch : batches_)
      if (batch.ids) batch.ids->hold_texts();
    keys_.emplace(batches_);
    number_tickets();
    part_brands();
    if (keys_->is_parted() || ids_are_rounded_) number_tickets();
    tell_lost_zeros();
  }

  /// Gives every row its ticket, by the keys.
  void number_tickets() {
    std::size_t rows = 0;
    for (const Batch& batch : batches_) rows += batch.role() == Role::names ? 0 : batch.rows;
    ticket_of_.clear();
    for (FileFacts& facts : files_) {
      facts.unreadable.erase("ticket_id");
      std::erase_if(facts.samples, [](const FileFacts::Sample& sample) { return sample.reason == lost_digits; });
    }
    IdTable ids(rows);
    std::unordered_set<std::uint64_t> seen;  // rows without an id, by content
    bool one_each = true;
    std::uint32_t tickets = 0;
    ticket_of_.resize(batches_.size());
    // Records of tickets first: what only adds to tickets must not decide their order.
    for (int rank = 0; rank < 3; ++rank)
      for (std::uint32_t b = 0; b < batches_.size(); ++b) {
        Batch& batch = batches_[b];
        if (batch.ignored || rank_of(batch.role()) != rank) continue;
        auto& ticket_of = ticket_of_[b];
        ticket_of.assign(batch.rows, no_row);
        for (std::uint32_t row = 0; row < batch.rows; ++row) {
          if (batch.fates[row] != Fate::open) continue;
          std::string_view id = keys_->key(b, row);
          if (is_shortened_id(id) || (ids_are_rounded_ && may_be_rounded(id))) {
            note_shortened(batch, row, id);
            id = {};
          }
          std::string_view other;
          if (batch.other_ids) other = plain_id(batch.other_ids->column()[row]);
          std::uint32_t ticket = other.empty() ? tickets : ids.find(spaces_[b] + other_space, other, tickets);
          if (!id.empty()) ticket = ids.find_or_add(spaces_[b], id, ticket);
          if (!other.empty()) ids.find_or_add(spaces_[b] + other_space, other, ticket);
          // Without a ticket, an answer is known by its own id.
          if (id.empty() && other.empty() && batch.role() != Role::tickets && batch.rating_ids)
            if (const std::string_view answer = plain_id(batch.rating_ids->column()[row]); !answer.empty())
              ticket = ids.find_or_add(spaces_[b] + answer_space, answer, ticket);
          if (batch.role() == Role::tickets && id.empty() && !batch.ids && !batch.other_ids &&
              !seen.insert(batch.table.fingerprint(row)).second) {
            ++provenance_.suspected_duplicates;
            if (options_.drop_identical) {
              batch.fates[row] = Fate::merged;
              one_each = false;
              continue;
            }
          }
          one_each = one_each && ticket == tickets;
          if (ticket == tickets) ++tickets;
          ticket_of[row] = ticket;
        }
      }
    tickets_ = tickets;
    collect(one_each);
  }

  /// The name of what numbers a row's ticket: its brand, or its file where there is none.
  std::string group_of(std::uint32_t batch, std::uint32_t row, bool by_file) const {
    if (by_file) return std::filesystem::path(files_[batches_[batch].file].path).stem().string();
    const auto brand = batches_[batch].words.find(Field::brand);
    return brand == batches_[batch].words.end() ? std::string() : brand->second.distinct[brand->second.codes[row]];
  }

  /// Brands, instances and monthly files may number alike. Decided over all ids that repeat: versions of a ticket keep
  /// their creation, messages of one keep their requester; where most rows of one id differ in both the instant of
  /// creation and who asked, where or in which file, these are different tickets.
  void part_brands() {
    std::int64_t repeated = 0, by_brand = 0, by_file = 0, unread = 0, rounded = 0;
    for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket) {
      const RecordRange records = records_of(ticket);
      if (records.size() < 2) continue;
      const Record* first = nullptr;
      for (const Record& record : records) {
        if (rank_of(batches_[record.batch].role()) != 0) continue;
        if (first == nullptr) {
          first = &record;
          continue;
        }
        ++repeated;
        if (!differ_in_creation(*first, record)) continue;
        rounded += may_be_rounded(keys_->key(record.batch, record.row)) ? 1 : 0;
        const int requester = differ_in(Field::requester_id, *first, record);
        const int brand = differ_in(Field::brand, *first, record);
        unread += requester < 0 || brand < 0 ? 1 : 0;
        const bool file = batches_[first->batch].file != batches_[record.batch].file;
        by_brand += brand > 0 ? 1 : 0;
        // Row numbers start again in every monthly file of one kind; where nothing says who asked, creation decides.
        const bool alike = same_layout(batches_[first->batch], batches_[record.batch]);
        by_file += file && (requester > 0 || (requester == no_column && alike)) ? 1 : 0;
      }
    }
    ids_are_rounded_ = rounded > 0 && rounded * 2 >= repeated;
    if (repeated < 2 || ids_are_rounded_) return;
    if (unread * 2 > repeated) needs_ = needs_ | FieldSet{Field::requester_id, Field::brand};
    const bool brands = by_brand * 10 >= repeated * 9, files = !brands && by_file * 10 >= repeated * 9;
    if (!brands && !files) return;
    keys_->part_by([this, files](std::uint32_t batch, std::uint32_t row) { return group_of(batch, row, files); });
    for (FileFacts& facts : files_)
      facts.guesses.push_back({"ticket id",
                               brands ? "BRAND/ID" : "FILE/ID",
                               counted(repeated, "row") + " repeat an id with another creation and another " +
                                   (brands ? "brand" : "requester, in another file"),
                               "",
                               false,
                               true,
                               {}});
  }

  static bool same_layout(const Batch& a, const Batch& b) {
    return std::ranges::equal(a.table.columns, b.table.columns, {}, &RawColumn::name, &RawColumn::name);
  }

  static constexpr int no_column = -2;
  /// 1: two rows differ in a name, 0: they don't, or one says nothing; no_column: the export hasn't any; -1: not read.
  int differ_in(Field field, const Record& a, const Record& b) const {
    const auto code = [&](const Record& record) -> std::string_view {
      const auto words = batches_[record.batch].words.find(field);
      return words == batches_[record.batch].words.end() ? std::string_view()
                                                         : words->second.distinct[words->second.codes[record.row]];
    };
    const Batch &one = batches_[a.batch], &other = batches_[b.batch];
    if (!one.recognised.has(field) || !other.recognised.has(field)) return no_column;
    if (!one.words.contains(field) || !other.words.contains(field)) return -1;
    const std::string_view here = code(a), there = code(b);
    return !here.empty() && !there.empty() && here != there ? 1 : 0;
  }
  bool differ_in_creation(const Record& a, const Record& b) const {
    const auto of = [&](const Record& record) {
      const auto found = batches_[record.batch].moments.find(Field::created_at);
      return found == batches_[record.batch].moments.end() ? Moment() : found->second[record.row];
    };
    const Moment here = of(a), there = of(b);
    return here && there && here != there;
  }

  void tell_lost_zeros() {
    if (keys_->joined_without_zeros() == 0) return;
    for (FileFacts& facts : files_)
      facts.guesses.push_back({"ticket id",
                               "without leading zeros",
                               counted(keys_->joined_without_zeros(), "id") + " of one table have lost them",
                               "",
                               false,
                               true,
                               {}});
  }

  /// What a spreadsheet made of long ids may be any of them: such rows are tickets of their own, and it is told.
  void note_shortened(const Batch& batch, std::uint32_t row, std::string_view id) {
    FileFacts& facts = files_[batch.file];
    constexpr std::int64_t samples = 3;
    if (++facts.unreadable["ticket_id"] <= samples)
      facts.samples.push_back({batch.table.lines[row], lost_digits, std::string(id)});
  }

  /// Lists each ticket's records, those that count more first.
  void collect(bool one_each) {
    starts_.assign(tickets_ + 1, 0);
    for (const auto& ticket_of : ticket_of_)
      for (const std::uint32_t ticket : ticket_of)
        if (ticket != no_row) ++starts_[ticket + 1];
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
    records_.resize(starts_.back());
    std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
    for (std::uint32_t b = 0; b < batches_.size(); ++b)
      for (std::uint32_t row = 0; row < ticket_of_[b].size(); ++row)
        if (const std::uint32_t ticket = ticket_of_[b][row]; ticket != no_row) records_[next[ticket]++] = {b, row};
    ticket_of_.clear();
    if (one_each) return;
    for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket) {
      if (starts_[ticket + 1] - starts_[ticket] < 2) continue;
      std::sort(records_.begin() + starts_[ticket], records_.begin() + starts_[ticket + 1],
                [&](const Record& a, const Record& b) { return counts_more(a, b); });
    }
  }

  Moment version_of(const Record& record) const {
    const Batch& batch = batches_[record.batch];
    if (!batch.version.empty() && batch.version[record.row]) return batch.version[record.row];
    const auto updated = batch.moments.find(Field::updated_at);
    return updated == batch.moments.end() ? Moment() : updated->second[record.row];
  }

  bool counts_more(const Record& a, const Record& b) const {
    const int rank_a = rank_of(batches_[a.batch].role()), rank_b = rank_of(batches_[b.batch].role());
    if (rank_a != rank_b) return rank_a < rank_b;
    const Moment version_a = version_of(a), version_b = version_of(b);
    if (version_a != version_b) return version_a > version_b;
    return std::tie(a.batch, a.row) > std::tie(b.batch, b.row);
  }

  RecordRange records_of(std::uint32_t ticket) const {
    if (alone_) return RecordRange(Record{0, ticket});
    return RecordRange(std::span(records_).subspan(starts_[ticket], starts_[ticket + 1] - starts_[ticket]));
  }
  /// The record of a ticket that is kept.
  Record first_of(std::uint32_t ticket) const { return alone_ ? Record{0, ticket} : first_[ticket]; }

  /// One table whose rows are the tickets, told without a look at each pair of ids: exports come sorted.
  bool is_alone() const {
    if (batches_.size() != 1) return false;
    const Batch& batch = batches_.front();
    if (batch.ignored || rank_of(batch.role()) != 0 || !batch.ids || batch.other_ids) return false;
    if (!batch.left_out.empty() || batch.rows == 0) return false;
    return std::ranges::all_of(batch.fates, [](Fate fate) { return fate == Fate::open; }) &&
           ids_are_sorted(batch.ids->column(), batch.rows);
  }

  // --- fates ---

  void leave_out() {
    if (alone_) return;
    const bool any = std::ranges::any_of(batches_, [](const Batch& batch) { return !batch.left_out.empty(); });
    const bool has_tickets =
        std::ranges::any_of(batches_, [](const Batch& batch) { return rank_of(batch.role()) == 0; });
    const bool has_details =
        std::ranges::any_of(batches_, [](const Batch& batch) { return batch.role() == Role::details; });
    if (!any && !(has_tickets && has_details)) return;
    std::vector<std::uint32_t> starts{0};
    std::vector<Record> kept;
    kept.reserve(records_.size());
    for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket) {
      const RecordRange records = records_of(ticket);
      const Record& newest = *records.begin();
      const Batch& batch = batches_[newest.batch];
      std::string reason;
      if (!batch.left_out.empty() && batch.left_out[newest.row] != 0)
        reason = batch.left_out_reasons[batch.left_out[newest.row] - 1];
      else if (has_tickets && std::ranges::all_of(records, [&](const Record& record) {
                 return batches_[record.batch].role() == Role::details;
               }))
        reason = "of a ticket that isn't in these files";
      if (reason.empty()) {
        kept.insert(kept.end(), records.begin(), records.end());
        starts.push_back(static_cast<std::uint32_t>(kept.size()));
        continue;
      }
      for (const Record& record : records) {
        batches_[record.batch].fates[record.row] = Fate::left_out;
        ++files_[batches_[record.batch].file].left_out_by[reason];
      }
    }
    records_ = std::move(kept);
    starts_ = std::move(starts);
    tickets_ = static_cast<std::uint32_t>(starts_.size() - 1);
  }

  void settle_fates() {
    store_.tickets = tickets_;
    if (alone_)
      std::ranges::fill(batches_[0].fates, Fate::kept);
    else
      settle_first();
    count_fates();
  }

  void settle_first() {
    first_.resize(tickets_);
    for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket) {
      Record first = *records_of(ticket).begin();
      for (const Record& record : records_of(ticket)) {
        batches_[record.batch].fates[record.row] = Fate::merged;
        const int rank = rank_of(batches_[record.batch].role()), first_rank = rank_of(batches_[first.batch].role());
        if (std::tie(rank, record.batch, record.row) < std::tie(first_rank, first.batch, first.row)) first = record;
      }
      batches_[first.batch].fates[first.row] = Fate::kept;
      first_[ticket] = first;
    }
    tell_joined();
    find_tickets_not_here();
    alone_ = batches_.size() == 1 && records_.size() == tickets_ && records_.size() == batches_[0].rows;
  }

  /// Counts the rows that found their ticket in another table, and tells where most of a table's didn't.
  void tell_joined() {
    std::vector<std::int64_t> joined(batches_.size(), 0), with_id(batches_.size(), 0);
    for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket) {
      const RecordRange records = records_of(ticket);
      const bool several =
          std::ranges::any_of(records, [&](const Record& record) { return record.batch != records.begin()->batch; });
      for (const Record& record : records) {
        with_id[record.batch] += keys_->key(record.batch, record.row).empty() ? 0 : 1;
        joined[record.batch] += several ? 1 : 0;
      }
    }
    for (std::size_t b = 0; b < batches_.size(); ++b) {
      const Batch& batch = batches_[b];
      FileFacts& facts = files_[batch.file];
      facts.joined += joined[b];
      // Monthly files of one kind aren't joined with each other, and a full table may hold much that a small one
      // hasn't.
      const bool should_join =
          with_id[b] > 0 && std::ranges::any_of(batches_, [&](const Batch& other) {
            const auto o = static_cast<std::size_t>(&other - batches_.data());
            return o != b && with_id[o] >= with_id[b] && other.role() == Role::tickets && !same_layout(other, batch);
          });
      if (!should_join || joined[b] * 2 >= with_id[b]) continue;
      Guess guess{"rows joined", grouped(joined[b]) + " of " + grouped(with_id[b]),
                  "the ids of most rows stand in no other table: what the tables say of each other is left out there",
                  "--map \"ticket_id=COLUMN\"", false};
      guess.decides_headline = true;
      facts.guesses.push_back(std::move(guess));
    }
  }

  /// True for a table whose every row holds an answer: a list of answers, whatever its columns are called.
  static bool holds_answers_only(const Batch& batch) {
    if (batch.role() == Role::ratings || batch.role() == Role::reviews) return true;
    if (batch.role() != Role::tickets || !batch.rating || batch.rows == 0) return false;
    for (std::size_t row = 0; row < batch.rows; ++row) {
      const auto kind = batch.rating->column.meanings[batch.rating->cells.codes[row]].kind;
      if (kind != RatingMeaning::Kind::rated && kind != RatingMeaning::Kind::unreadable) return false;
    }
    return true;
  }

  /// Ratings of tickets that the table of tickets doesn't hold: those count, and say nothing of how many answered.
  /// Lists of answers are told from tables of tickets only where both are there.
  void find_tickets_not_here() {
    if (batches_.size() < 2) return;
    std::vector<bool> of_answers;
    for (const Batch& batch : batches_) of_answers.push_back(holds_answers_only(batch));
    std::vector<bool> of_tickets;
    for (std::size_t b = 0; b < batches_.size(); ++b)
      of_tickets.push_back(!of_answers[b] && batches_[b].role() == Role::tickets && !batches_[b].ignored);
    // A month in which everybody answered is a month of tickets like the others.
    for (std::size_t b = 0; b < batches_.size(); ++b)
      for (std::size_t other = 0; other < batches_.size() && !of_tickets[b]; ++other)
        if (of_tickets[other] && batches_[b].role() == Role::tickets && same_layout(batches_[b], batches_[other]))
          of_tickets[b] = true;
    if (std::ranges::find(of_tickets, true) == of_tickets.end()) return;
    std::vector<bool> only_ratings(tickets_, false);
    std::map<std::size_t, std::int64_t> of_file;
    for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket) {
      only_ratings[ticket] =
          of_answers[first_[ticket].batch] && !of_tickets[first_[ticket].batch] &&
          std::ranges::none_of(records_of(ticket), [&](const Record& record) { return of_tickets[record.batch]; });
      if (only_ratings[ticket]) ++of_file[batches_[first_[ticket].batch].file];
    }
    if (of_file.empty()) return;
    for (const auto& [file, ratings] : of_file)
      files_[file].guesses.push_back({"ratings without a ticket",
                                      "counted, without coverage",
                                      counted(ratings, "rating") + " of tickets that no table of tickets holds",
                                      "",
                                      false,
                                      false,
                                      {}});
    store_.only_ratings = std::move(only_ratings);
  }

  void count_fates() {
    for (FileFacts& facts : files_) facts.kept = 0;
    for (const Batch& batch : batches_) {
      FileFacts& facts = files_[batch.file];
      for (std::size_t row = 0; row < batch.rows; ++row) {
        // Of a row that stands for several ratings the first is the row.
        if (batch.shaped.counted && row > 0 && batch.table.lines[row] == batch.table.lines[row - 1]) continue;
        switch (batch.fates[row]) {
          case Fate::kept:
            ++facts.kept;
            break;
          case Fate::merged:
            ++facts.merged;
            break;
          case Fate::left_out:
            ++facts.left_out;
            break;
          case Fate::rejected:
            ++facts.rejected;
            break;
          case Fate::open:
            ++facts.left_out;
            ++facts.left_out_by[batch.ignored ? "not about tickets" : "name that no ticket uses"];
            break;
        }
      }
    }
  }

  // --- columns ---

  /// One value per ticket: that of its newest record which has one. `column_of(batch)` is the batch's column, or
  /// nullptr; `missing` is the value of a cell that says nothing.
  template <class Value, class ColumnOf>
  std::vector<Value> gather(ColumnOf&& column_of, Value missing) {
    using Column = std::remove_pointer_t<std::invoke_result_t<ColumnOf, Batch&>>;
    std::vector<Column*> columns;
    for (Batch& batch : batches_) columns.push_back(column_of(batch));
    std::vector<Value> values(tickets_, missing);
    for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket)
      for (const Record& record : records_of(ticket)) {
        Column* const column = columns[record.batch];
        const Value value = column == nullptr ? missing : (*column)[record.row];
        if (value == missing) continue;
        values[ticket] = value;
        break;
      }
    return values;
  }  /// The id of a ticket; its second one where no record has the first, its answer's where it is known from that
     /// alone.
  std::string_view id_of(std::uint32_t ticket, CellRoom& room) const {
    for (const auto member : {&Batch::ids, &Batch::other_ids, &Batch::rating_ids})
      for (const Record& record : records_of(ticket))
        if (const auto& cells = batches_[record.batch].*member;
            cells && (member != &Batch::rating_ids || batches_[record.batch].role() != Role::tickets))
          if (const std::string_view id = member == &Batch::ids && keys_
                                              ? keys_->shown(record.batch, record.row)
                                              : plain_id(cells->column().cell(record.row, room));
              !id.empty() && !is_shortened_id(id) && !(ids_are_rounded_ && may_be_rounded(id)))
            return id;
    return {};
  }

  /// Of a table that is alone nobody asks for an id again.
  void let_go_of_ids() {
    Batch& batch = batches_[0];
    if (batch.rating_ids) return;
    const RawColumn* const ids = batch.ids ? &batch.ids->column() : nullptr;
    batch.ids.reset();
    for (RawColumn& column : batch.table.columns)
      if (&column == ids) column.clear();
  }

  void fill_ids() {
    bool any_id = false, any_without = false;
    CellRoom room;
    store_.ticket_id.reserve(tickets_);
    const RawColumn* const own = alone_ && batches_[0].ids ? &batches_[0].ids->column() : nullptr;
    for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket) {
      // A number needn't be spelled to be read again.
      if (const std::uint64_t packed = own != nullptr ? own->packed(ticket) : 0; packed != 0)
        if (const PackedCell known = unpack(packed); !known.is_stamp()) {
          any_id = true;
          store_.ticket_id.append_number(static_cast<std::uint64_t>(known.value));
          continue;
        }
      const std::string_view id = id_of(ticket, room);
      (id.empty() ? any_without : any_id) = true;
      store_.ticket_id.append(id);
    }
    if (!any_id) store_.ticket_id = IdColumn();
    if (any_without) {
      store_.row_hash.resize(tickets_);
      for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket) {
        const Record record = first_of(ticket);
        store_.row_hash[ticket] = batches_[record.batch].table.fingerprint(record.row);
      }
    }
    NameBook book(NameBook::Kind::exact);
    std::vector<Code> file_codes;
    for (const Batch& batch : batches_) file_codes.push_back(book.spelling(files_[batch.file].path));
    if (alone_) {
      book.count(file_codes[0], tickets_);
      book.settle();
      const Code code = book.code_of(file_codes[0]);
      store_.source_file = {Codes(tickets_, code, [code](std::size_t) { return code; }), book.names()};
      store_.source_line = std::move(batches_[0].table.lines);
      let_go_of_ids();
      return;
    }
    store_.source_line.resize(tickets_);
    std::vector<Code> codes(tickets_);
    for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket) {
      const Record record = first_of(ticket);
      codes[ticket] = file_codes[record.batch];
      book.count(codes[ticket]);
      store_.source_line[ticket] = batches_[record.batch].table.lines[record.row];
    }
    book.settle();
    for (Code& code : codes) code = book.code_of(code);
    store_.source_file = {Codes(std::move(codes)), book.names()};
  }

  NameBook::Kind kind_for(std::optional<Field> field) const {
    if (field == Field::requester_id) return NameBook::Kind::identifier;
    return options_.exact_keys ? NameBook::Kind::exact : NameBook::Kind::folded;
  }

  /// Rewrites a column of names of each batch into spellings of `book`.
  template <class ColumnOf>
  void to_spellings(NameBook& book, ColumnOf&& column_of) {
    for (Batch& batch : batches_)
      if (WordColumn* const words = column_of(batch)) {
        words->codes.translate(book.spellings(words->distinct));
        words->distinct = {};
      }
  }

  static WordColumn* words_in(Batch& batch, Field field) {
    const auto found = batch.words.find(field);
    return found == batch.words.end() ? nullptr : &found->second;
  }

  std::vector<Code> gather_words(Field field) {
    return gather<Code>(
        [&](const Batch& batch) -> const RowCodes* {
          const auto found = batch.words.find(field);
          return found == batch.words.end() ? nullptr : &found->second.codes;
        },
        0);
  }

  /// The names of a column that no other shares a dictionary with. `words_in(batch)` is the batch's column, or nullptr.
  template <class WordsIn>
  NameColumn names_of(std::optional<Field> field, WordsIn&& words_in) {
    NameBook book(kind_for(field));
    to_spellings(book, words_in);
    if (alone_)
      if (WordColumn* const words = words_in(batches_[0]))
        return settled(book, std::exchange(words->codes, RowCodes()));
    return settled(book, gather<Code>(
                             [&](Batch& batch) -> const RowCodes* {
                               const WordColumn* const words = words_in(batch);
                               return words == nullptr ? nullptr : &words->codes;
                             },
                             0));
  }

  static NameColumn settled(NameBook& book, std::vector<Code> spellings) {
    for (const Code spelling : spellings) book.count(spelling);
    book.settle();
    for (Code& code : spellings) code = book.code_of(code);
    return {Codes(std::move(spellings)), book.names()};
  }
  static NameColumn settled(NameBook& book, RowCodes spellings) {
    spellings.count([&](Code spelling, std::int64_t records) { book.count(spelling, records); });
    book.settle();
    spellings.translate(book.codes());
    return {spellings.codes(), book.names()};
  }

  bool any_words(Field field) const {
    return std::ranges::any_of(batches_, [&](const Batch& batch) { return batch.words.contains(field); });
  }

  void fill_names() {
    for (const FieldInfo& field : fields()) {
      // The agents share a dictionary, and the reasons belong to ratings.
      const bool elsewhere =
          field.field == Field::agent || field.field == Field::rated_agent || field.field == Field::reason;
      if (field.kind != FieldKind::name || elsewhere || !any_words(field.field)) continue;
      store_.names[field.field] = names_of(field.field, [&](Batch& batch) { return words_in(batch, field.field); });
    }
    for (const Batch& batch : batches_)
      for (const std::string& topic : batch.recognised.topics)
        if (std::ranges::find(store_.topics, topic) == store_.topics.end() && batch.extras.contains(topic))
          store_.topics.push_back(topic);
    std::set<std::string> extras(options_.extra_columns.begin(), options_.extra_columns.end());
    for (const Batch& batch : batches_)
      for (const auto& [name, words] : batch.extras) extras.insert(name);
    for (const std::string& name : extras)
      store_.columns[name] = names_of(std::nullopt, [&](Batch& batch) -> WordColumn* {
        const auto found = batch.extras.find(name);
        return found == batch.extras.end() ? nullptr : &found->second;
      });
    fill_tags();
    fill_agents();
  }

  /// The set of names of each ticket, spellings of `book`: that of its newest record which has the column filled;
  /// records that only add to tickets add up.
  NameSetColumn gather_sets(Field field, NameBook& book) {
    std::vector<const NameSetColumn*> columns(batches_.size(), nullptr);
    std::vector<std::vector<Code>> spellings(batches_.size());
    for (std::size_t b = 0; b < batches_.size(); ++b)
      if (const auto found = batches_[b].sets.find(field); found != batches_[b].sets.end()) {
        spellings[b] = book.spellings(found->second.names);
        columns[b] = &found->second;
      }
    NameSetColumn sets;
    if (alone_) {
      sets = std::move(batches_[0].sets.at(field));
      sets.translate(spellings[0]);
    } else {
      std::size_t names = 0;
      for (const NameSetColumn* column : columns) names += column == nullptr ? 0 : column->all_codes().size();
      sets.reserve(tickets_, names);
      for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket) {
        bool from_ticket = false;
        for (const Record& record : records_of(ticket)) {
          if (columns[record.batch] == nullptr) continue;
          const auto set = columns[record.batch]->set(record.row);
          const bool details = rank_of(batches_[record.batch].role()) > 0;
          if (set.empty() || (!details && from_ticket)) continue;
          from_ticket = from_ticket || !details;
          for (const Code code : set) sets.add(spellings[record.batch][code]);
        }
        sets.end_row();
      }
    }
    for (const Code spelling : sets.all_codes()) book.count(spelling);
    return sets;
  }

  /// Spellings into names.
  static NameSetColumn settled_sets(NameBook& book, NameSetColumn sets) {
    sets.translate(book.codes());
    sets.names = book.names();
    return sets;
  }

  bool any_sets(Field field) const {
    return std::ranges::any_of(batches_, [&](const Batch& batch) { return batch.sets.contains(field); });
  }

  void fill_tags() {
    if (!any_sets(Field::tags)) return;
    NameBook book(kind_for(Field::tags));
    NameSetColumn sets = gather_sets(Field::tags, book);
    book.settle();
    store_.tags = settled_sets(book, std::move(sets));
  }

  /// Assignees, the rated and the involved share one dictionary.
  void fill_agents() {
    const bool any_rated = any_words(Field::rated_agent), any_involved = any_sets(Field::involved_agents);
    if (!any_words(Field::agent) && !any_rated && !any_involved) return;
    agents_ = std::make_unique<NameBook>(kind_for(Field::agent));
    NameBook& book = *agents_;
    for (const Field field : {Field::agent, Field::rated_agent})
      to_spellings(book, [&](Batch& batch) { return words_in(batch, field); });
    std::vector<Code> assignees = gather_words(Field::agent);
    std::vector<Code> rated = gather_words(Field::rated_agent);
    // A ticket that is known from its rating alone has no other agent than the one rated.
    for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket)
      if (assignees[ticket] == 0 && rank_of(batches_[first_of(ticket).batch].role()) > 1)
        assignees[ticket] = rated[ticket];
    NameSetColumn involved;
    if (any_involved) involved = gather_sets(Field::involved_agents, book);
    for (const Code spelling : rated) book.count(spelling);
    for (const Batch& batch : batches_)
      if (const auto found = batch.words.find(Field::rated_agent); found != batch.words.end())
        found->second.codes.count([&](Code spelling, std::int64_t records) { book.count(spelling, records); });
    // Whom only an older row of a ticket names may be rated by it.
    if (!alone_)
      for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket)
        for (const Record& record : records_of(ticket))
          if (const auto found = batches_[record.batch].words.find(Field::agent);
              found != batches_[record.batch].words.end())
            book.count(found->second.codes[record.row]);
    store_.names[Field::agent] = settled(book, std::move(assignees));
    if (!any_involved) return;
    store_.involved_agents = settled_sets(book, std::move(involved));
    store_.involved_agents.names = store_.names[Field::agent].names;
  }  /// A ticket is created once: of several records (one a message, in some exports) the earliest one tells when.
  std::vector<Moment> earliest_creation() const {
    std::vector<Moment> created(tickets_);
    for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket)
      for (const Record& record : records_of(ticket)) {
        const auto found = batches_[record.batch].moments.find(Field::created_at);
        if (found == batches_[record.batch].moments.end()) continue;
        const Moment moment = found->second[record.row];
        if (moment && (!created[ticket] || moment < created[ticket])) created[ticket] = moment;
      }
    return created;
  }

  void fill_moments() {
    for (const Field field : {Field::created_at, Field::updated_at, Field::solved_at, Field::first_replied_at}) {
      const auto has = [&](const Batch& batch) { return batch.moments.contains(field) && rank_of(batch.role()) < 3; };
      if (!std::ranges::any_of(batches_, has)) continue;
      if (alone_) {
        store_.moments[field] = std::move(batches_[0].moments.at(field));
        continue;
      }
      if (field == Field::created_at) {
        store_.moments[field] = earliest_creation();
        continue;
      }
      store_.moments[field] = gather<Moment>(
          [&](const Batch& batch) -> const std::vector<Moment>* {
            const auto found = batch.moments.find(field);
            return found == batch.moments.end() ? nullptr : &found->second;
          },
          Moment());
    }
  }

  void fill_numbers() {
    const auto fill = [&](auto& into, auto member, Field field) {
      const auto column_of = [&](const Batch& batch) -> const std::vector<std::int32_t>* {
        const auto& columns = batch.*member;
        const auto found = columns.find(field);
        return found == columns.end() ? nullptr : &found->second;
      };
      if (std::ranges::none_of(batches_, [&](const Batch& batch) { return column_of(batch) != nullptr; })) return;
      into[field] = alone_ ? std::move((batches_[0].*member).at(field)) : gather<std::int32_t>(column_of, no_number);
    };
    for (const FieldInfo& field : fields()) {
      if (field.kind == FieldKind::duration) fill(store_.seconds, &Batch::seconds, field.field);
      if (field.kind == FieldKind::count) fill(store_.counts, &Batch::counts, field.field);
    }
  }

  void fill_marks() {
    if (std::ranges::any_of(batches_, [](const Batch& batch) { return !batch.sla.empty(); }))
      store_.sla = gather<SlaState>(
          [](const Batch& batch) -> const std::vector<SlaState>* { return batch.sla.empty() ? nullptr : &batch.sla; },
          SlaState::none);
    if (std::ranges::none_of(batches_, [](const Batch& batch) { return !batch.surveyed.empty(); })) return;
    if (alone_) {
      store_.surveyed = std::move(batches_[0].surveyed);
      return;
    }
    // Any record that says yes is right: a survey isn't unsent.
    store_.surveyed.assign(tickets_, Surveyed::unknown);
    for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket)
      for (const Record& record : records_of(ticket)) {
        const auto& surveyed = batches_[record.batch].surveyed;
        if (!surveyed.empty()) store_.surveyed[ticket] = std::max(store_.surveyed[ticket], surveyed[record.row]);
      }
  }

  void fill_prose() {
    fill_text(Field::subject, &Batch::subject);
    fill_text(Field::reply, &Batch::reply);
  }

  void fill_text(Field field, std::optional<BoundCells> Batch::*member) {
    if (std::ranges::none_of(batches_, [&](const Batch& batch) { return (batch.*member).has_value(); })) return;
    TextColumn& texts = store_.prose[field];
    std::string room;
    for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket) {
      std::string_view text;
      for (const Record& record : records_of(ticket)) {
        const auto& cells = batches_[record.batch].*member;
        if (!cells) continue;
        text = cells->column()[record.row];
        if (!text.empty()) break;
      }
      texts.append(html_text(text, room));
    }
  }

  // --- ratings ---

  /// What a record says of a rating; kind is missing if nothing.
  RatingMeaning meaning_of(const Record& record) const {
    const Batch& batch = batches_[record.batch];
    RatingMeaning meaning;
    if (batch.rating) {
      meaning = batch.rating->column.meanings[batch.rating->cells.codes[record.row]];
      if (meaning.kind == RatingMeaning::Kind::rated) meaning.scale = scale_maps_[record.batch][meaning.scale];
    }
    if (meaning.kind == RatingMeaning::Kind::unreadable) meaning.sentiment = Sentiment::unreadable;
    if (!batch.sentiment) return meaning;
    const RatingMeaning& category = batch.sentiment->column.meanings[batch.sentiment->cells.codes[record.row]];
    if (category.kind == RatingMeaning::Kind::unreadable && meaning.kind != RatingMeaning::Kind::rated) {
      meaning.kind = category.kind;
      meaning.sentiment = Sentiment::unreadable;
    }
    if (category.kind != RatingMeaning::Kind::rated) return meaning;
    if (meaning.kind != RatingMeaning::Kind::rated) {
      meaning = category;
      meaning.scale = sentiment_scale_;
    }
    meaning.sentiment = category.sentiment;
    return meaning;
  }

  std::uint8_t scale_index(const Scale& scale) {
    const auto found = std::ranges::find(store_.scales, scale);
    if (found != store_.scales.end()) return static_cast<std::uint8_t>(found - store_.scales.begin());
    store_.scales.push_back(scale);
    return static_cast<std::uint8_t>(store_.scales.size() - 1);
  }

  void map_scales() {
    scale_maps_.resize(batches_.size());
    bool sentiments = false;
    for (std::size_t b = 0; b < batches_.size(); ++b) {
      if (batches_[b].rating)
        for (const Scale& scale : batches_[b].rating->column.scales) scale_maps_[b].push_back(scale_index(scale));
      sentiments = sentiments || (batches_[b].sentiment && !batches_[b].rating);
    }
    for (const Batch& batch : batches_)
      if (batch.sentiment && batch.rating && !sentiments)
        for (std::size_t row = 0; row < batch.rows && !sentiments; ++row)
          sentiments =
              batch.rating->column.meanings[batch.rating->cells.codes[row]].kind != RatingMeaning::Kind::rated &&
              batch.sentiment->column.meanings[batch.sentiment->cells.codes[row]].kind == RatingMeaning::Kind::rated;
    if (sentiments) sentiment_scale_ = scale_index(*scale_named("sentiment"));
  }

  Answer answer_of(const Record& record, std::size_t precedence, const RatingMeaning& meaning) const {
    const Batch& batch = batches_[record.batch];
    Answer answer;
    answer.precedence = precedence;
    answer.meaning = meaning;
    if (const auto found = batch.moments.find(Field::rated_at); found != batch.moments.end())
      answer.rated_at = found->second[record.row];
    if (batch.rating_ids) answer.id = trim(batch.rating_ids->column()[record.row]);
    const RatingCells* const cells = batch.rating && batch.rating->cells.codes[record.row] != 0 ? &*batch.rating
                                     : batch.sentiment                                          ? &*batch.sentiment
                                                                                                : nullptr;
    if (cells != nullptr)
      answer.label = label_maps_[record.batch][cells == (batch.rating ? &*batch.rating : nullptr) ? 0 : 1]
                                [cells->cells.codes[record.row]];
    if (const auto found = batch.words.find(Field::reason); found != batch.words.end())
      answer.reason = found->second.codes[record.row];
    if (const auto found = batch.words.find(Field::rated_agent); found != batch.words.end())
      answer.agent = found->second.codes[record.row];
    answer.own_agent = agent_of(record);
    if (batch.comment) {
      answer.comment = batch.comment->column()[record.row];
      if (means_missing(answer.comment)) answer.comment = {};
    }
    return answer;
  }

  /// The agent of a record: whom the rating names, else who had the ticket; 0 if it doesn't say.
  Code agent_of(const Record& record) const {
    const Batch& batch = batches_[record.batch];
    for (const Field field : {Field::rated_agent, Field::agent})
      if (const auto found = batch.words.find(field); found != batch.words.end())
        if (const Code code = found->second.codes[record.row]; code != 0) return code;
    return 0;
  }

  /// Some desks ask about each agent of a conversation. That is so where at least two tickets, a fifth of the rated
  /// ones and nine tenths of those rated more than once carry one rating for each of several agents, and no maker's
  /// profile says that a rating is one that changes.
  bool rates_each_agent() {
    if (alone_) return false;
    std::int64_t rated = 0, again = 0, each = 0, unknown = 0;
    for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket) {
      const RecordRange records = records_of(ticket);
      std::set<Code> agents;
      std::int64_t ratings = 0;
      bool newest = false, per_agent = false;
      for (const Record& record : records) {
        if (meaning_of(record).kind != RatingMeaning::Kind::rated) continue;
        const Batch& batch = batches_[record.batch];
        newest = newest || batch.recognised.rules->several == Several::newest;
        per_agent = per_agent || batch.recognised.rules->several == Several::per_agent;
        if (records.size() > 1) {
          const Code agent = agent_of(record);
          const bool has_agent = batch.recognised.has(Field::agent) || batch.recognised.has(Field::rated_agent);
          unknown += agent == 0 && has_agent && !batch.words.contains(Field::agent) ? 1 : 0;
          agents.insert(agent);
        }
        ++ratings;
      }
      rated += ratings > 0 ? 1 : 0;
      if (ratings < 2) continue;
      ++again;
      if (per_agent) return true;
      each += !newest && !agents.contains(0) && static_cast<std::int64_t>(agents.size()) == ratings ? 1 : 0;
    }
    if (again < 2 || again * 5 < rated) return false;
    if (unknown > 0) needs_ = needs_ | FieldSet{Field::agent, Field::rated_agent};
    if (each < 2 || each * 5 < rated || each * 10 < again * 9) return false;
    for (FileFacts& facts : files_)
      facts.guesses.push_back({"several ratings",
                               "per-agent",
                               counted(each, "ticket") + " carry one rating for each of several agents",
                               "--profile",
                               false,
                               true,
                               {}});
    return true;
  }

  /// Tells a ticket's answers apart. Those of several agents stay with the agent of their own record; true if any does.
  bool settle_answers(std::vector<Answer>& answers, std::int64_t& differing) {
    const bool differ = std::ranges::any_of(answers, [&](const Answer& answer) {
      return answer.own_agent != 0 && answer.own_agent != answers.front().own_agent;
    });
    if (differ)
      for (Answer& answer : answers)
        if (answer.agent == 0) answer.agent = answer.own_agent;
    if (!differ || !per_agent_) {
      tell_apart(answers, differing);
      return differ;
    }
    // Of one agent's ratings a later one replaces the earlier.
    std::vector<Answer> newest;
    std::vector<Code> agents;
    for (const Answer& answer : answers)
      if (std::ranges::find(agents, answer.agent) == agents.end()) agents.push_back(answer.agent);
    for (const Code agent : agents) {
      std::vector<Answer> own;
      for (const Answer& answer : answers)
        if (answer.agent == agent) own.push_back(answer);
      tell_apart(own, differing);
      if (!own.empty()) newest.push_back(own.back());
    }
    std::ranges::stable_sort(newest, {}, &Answer::rated_at);
    answers = std::move(newest);
    return true;
  }

  void fill_ratings() {
    map_scales();
    NameBook labels(NameBook::Kind::exact), reasons(kind_for(Field::reason));
    to_spellings(reasons, [&](Batch& batch) { return words_in(batch, Field::reason); });
    for (const Batch& batch : batches_) {
      auto& maps = label_maps_.emplace_back();
      maps[0] = batch.rating ? labels.spellings(batch.rating->cells.distinct) : std::vector<Code>();
      maps[1] = batch.sentiment ? labels.spellings(batch.sentiment->cells.distinct) : std::vector<Code>();
    }
    const bool any_times =
        std::ranges::any_of(batches_, [](const Batch& batch) { return batch.moments.contains(Field::rated_at); });
    per_agent_ = rates_each_agent();
    store_.ratings_by_agent = per_agent_;
    bool any_rated_agent = any_words(Field::rated_agent);
    std::string room;
    const bool any_comments =
        std::ranges::any_of(batches_, [](const Batch& batch) { return batch.comment.has_value(); });
    Ratings& ratings = store_.ratings;
    std::vector<Code> label_codes, reason_codes, agent_codes;
    store_.first_rating.reserve(tickets_ + 1);
    store_.first_rating.push_back(0);
    std::vector<Answer> answers;
    std::int64_t differing = 0;
    for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket) {
      answers.clear();
      std::size_t precedence = 0;
      for (const Record& record : records_of(ticket)) {
        const RatingMeaning meaning = meaning_of(record);
        if (is_answer(meaning)) answers.push_back(answer_of(record, precedence, meaning));
        ++precedence;
      }
      if (answers.size() > 1) any_rated_agent = settle_answers(answers, differing) || any_rated_agent;
      for (const Answer& answer : answers) {
        ratings.ticket.push_back(ticket);
        ratings.sentiment.push_back(answer.meaning.sentiment);
        ratings.scale.push_back(answer.meaning.scale);
        ratings.level.push_back(answer.meaning.level);
        if (any_times) ratings.rated_at.push_back(answer.rated_at);
        label_codes.push_back(answer.label);
        reason_codes.push_back(answer.reason);
        agent_codes.push_back(answer.agent);
        if (any_comments) ratings.comment.append(html_text(answer.comment, room));
      }
      store_.first_rating.push_back(static_cast<std::uint32_t>(ratings.ticket.size()));
      if (!answers.empty() && !store_.surveyed.empty()) store_.surveyed[ticket] = Surveyed::yes;
    }
    if (differing > 0)
      provenance_.faults["rating without a time that contradicts the ticket's timed ratings"] += differing;
    ratings.label = settled(labels, std::move(label_codes));
    if (any_words(Field::reason)) {
      ratings.reason = settled(reasons, std::move(reason_codes));
      part_reasons();
    }
    if (any_rated_agent && agents_) {
      for (Code& code : agent_codes) code = agents_->code_of(code);
      ratings.agent = Codes(std::move(agent_codes));
    }
  }

  void part_reasons() {
    Ratings& ratings = store_.ratings;
    const auto parts = parted_reasons(ratings.reason.names);
    if (parts.empty()) return;
    NameBook single(kind_for(Field::reason));
    for (const auto& names : parts) {
      std::vector<Code>& set = ratings.reason_sets.emplace_back();
      for (const std::string& name : names) {
        set.push_back(single.spelling(name));
        single.count(set.back());
      }
    }
    single.settle();
    for (std::vector<Code>& set : ratings.reason_sets) {
      for (Code& code : set) code = single.code_of(code);
      std::ranges::sort(set);
      set.erase(std::unique(set.begin(), set.end()), set.end());
    }
    ratings.single_reasons = single.names();
  }

  /// How easy it was, or how hard: then the scale's numbers fall as levels rise.
  void understand_effort(Question& question) const {
    std::string words = question.name;
    for (const Batch& batch : batches_)
      if (const auto bound = batch.recognised.questions.find(question.name); bound != batch.recognised.questions.end())
        words += " " + bound->second.shown;
    question.of_effort = question_kind(words) == QuestionKind::effort;
    const std::string& key = question.scale.key;
    const std::size_t dash = key.find('-');
    if (!question.of_effort || !is_of_hardship(words) || question.scale.best_is_lowest || dash == std::string::npos)
      return;
    const auto mirrored = scale_named(key.substr(dash + 1) + "-" + key.substr(0, dash));
    if (!mirrored || !mirrored->best_is_lowest) return;
    for (std::uint8_t& level : question.level)
      if (level != 0) level = static_cast<std::uint8_t>(mirrored->levels() + 1 - level);
    question.scale = *mirrored;
  }

  void fill_questions() {
    std::set<std::string> names;
    for (const Batch& batch : batches_)
      for (const auto& [name, cells] : batch.questions) names.insert(name);
    for (const std::string& name : names) {
      Question question{name, {}, std::vector<std::uint8_t>(tickets_, 0)};
      for (const Batch& batch : batches_)
        if (const auto found = batch.questions.find(name);
            found != batch.questions.end() && !found->second.column.scales.empty())
          question.scale = found->second.column.scales.front();
      for (std::uint32_t ticket = 0; ticket < tickets_; ++ticket)
        for (const Record& record : records_of(ticket)) {
          const auto found = batches_[record.batch].questions.find(name);
          if (found == batches_[record.batch].questions.end()) continue;
          const RatingMeaning& meaning = found->second.column.meanings[found->second.cells.codes[record.row]];
          if (meaning.kind != RatingMeaning::Kind::rated || meaning.scale != 0) continue;
          question.level[ticket] = meaning.level;
          break;
        }
      understand_effort(question);
      store_.questions.push_back(std::move(question));
    }
  }

  std::vector<Batch>& batches_;
  std::vector<FileFacts>& files_;
  Provenance& provenance_;
  const Options& options_;
  Store store_;

  std::vector<std::uint32_t> spaces_;                  ///< per batch: whose ids these are
  std::vector<std::vector<std::uint32_t>> ticket_of_;  ///< per batch and row
  std::uint32_t tickets_ = 0;
  std::vector<std::uint32_t> starts_;  ///< per ticket: its first record
  std::vector<Record> records_;
  std::vector<Record> first_;     ///< per ticket: the record that is kept
  bool ids_are_rounded_ = false;  ///< to fifteen digits: such ids repeat and are those of different tickets
  bool alone_ = false;            ///< one table, and its rows are the tickets
  mutable std::optional<TicketKeys> keys_;
  FieldSet& needs_;         ///< fields that weren't read, on which it hangs which rows are of one ticket
  bool per_agent_ = false;  ///< several agents of a ticket are rated, each by a rating of its own
  std::unique_ptr<NameBook> agents_;
  std::vector<std::vector<std::uint8_t>> scale_maps_;
  std::uint8_t sentiment_scale_ = 0;
  std::vector<std::array<std::vector<Code>, 2>> label_maps_;  ///< per batch: of rating cells, of category cells
};

}  // namespace

Store merge(std::vector<Batch>& batches, std::vector<FileFacts>& files, Provenance& provenance, const Options& options,
            FieldSet& needs) {
  return Merger(batches, files, provenance, options, needs).run();
}

}  // namespace dsat::load
