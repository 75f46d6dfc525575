#include "dsat/report/redaction.hpp"

#include <algorithm>
#include <vector>

#include "dsat/base/text.hpp"
#include "report/redact/person_names.hpp"

namespace dsat::report {
namespace {

/// With more customers than these nearly every word is somebody's name: only full names go.
constexpr std::size_t most_customers_by_part = 2'000;
/// So much of the comments, spread over all, shows which words people write small.
constexpr std::size_t enough_to_learn = 1 << 20, most_texts_to_learn = 20'000;

}  // namespace

Redaction::Redaction(const Store& store, Scope scope)
    : store_(store), scope_(scope), names_(std::make_unique<redact_detail::PersonNames>()) {
  for (const Field field : {Field::agent, Field::first_reply_agent})
    for (const std::string& name : store.name_column(field).names) names_->add(name, Secret::agent, true);
}

Redaction::~Redaction() = default;

void Redaction::look_at_store() {
  if (scope_ == Scope::everything) {
    const std::vector<std::string>& customers = store_.name_column(Field::requester_id).names;
    const bool parts = customers.size() <= most_customers_by_part;
    for (const std::string& name : customers) names_->add(name, Secret::customer, parts);
  }
  const TextColumn& comments = store_.ratings.comment;
  std::size_t learned = 0;
  const std::size_t step = std::max<std::size_t>(1, comments.size() / most_texts_to_learn);
  for (std::size_t i = 0; i < comments.size() && learned < enough_to_learn; i += step) {
    const std::string_view text = comments[i].substr(0, 4'096);
    names_->learn(text);
    learned += text.size();
  }
}

std::string Redaction::operator()(std::string_view text) {
  if (text.empty()) return {};
  std::call_once(looked_, [this] { look_at_store(); });
  Redacted result = scope_ == Scope::everything ? redacted(text) : Redacted{std::string(text)};
  names_->replace(result);
  if (std::ranges::any_of(result.found, [](std::size_t n) { return n > 0; })) {
    const std::lock_guard guard(lock_);
    if (seen_.emplace(text).second)
      for (std::size_t i = 0; i < secrets; ++i) replaced_[i] += result.found[i];
  }
  return std::move(result.text);
}

std::array<std::size_t, secrets> Redaction::replaced() const {
  const std::lock_guard guard(lock_);
  return replaced_;
}

void Redaction::forget() {
  const std::lock_guard guard(lock_);
  seen_.clear();
  replaced_ = {};
}

std::string Redaction::in_words() const {
  const auto count = replaced();
  const auto of = [&](Secret secret) { return static_cast<std::int64_t>(count[static_cast<std::size_t>(secret)]); };
  std::vector<std::string> parts;
  const auto tell = [&](std::int64_t n, std::string_view one, std::string_view many = {}) {
    if (n > 0) parts.push_back(counted(n, one, many));
  };
  tell(of(Secret::email), "e-mail address", "e-mail addresses");
  tell(of(Secret::phone), "phone number");
  tell(of(Secret::card), "card number");
  tell(of(Secret::account), "bank account");
  tell(of(Secret::agent), "agent's name", "agents' names");
  tell(of(Secret::customer), "customer's name", "customers' names");
  if (parts.size() < 2) return join(parts, "");
  const std::string last = parts.back();
  parts.pop_back();
  return join(parts, ", ") + " and " + last;
}

}  // namespace dsat::report
