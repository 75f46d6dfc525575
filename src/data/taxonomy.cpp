#include "dsat/data/taxonomy.hpp"

#include <algorithm>

#include "dsat/base/text.hpp"

namespace dsat {

std::span<const ReasonTopic> reason_topics() {
  // Refunds and opening hours come first: "slow refund" is about the refund. Where a better template or procedure has
  // cured such complaints elsewhere, that is what the row suggests.
  static const std::vector<ReasonTopic> all = {
      {"refund timing", Fault::unknown, "procedure", {{"refund"}, {"refunds"}, {"refunded"}}},
      {"opening hours",
       Fault::unknown,
       "procedure",
       {{"opening", "hours"}, {"business", "hours"}, {"working", "hours"}, {"weekend"}, {"night"}}},
      {"untimely delivery",
       Fault::outside,
       "delivery",
       {{"delivery"}, {"shipping"}, {"shipment"}, {"parcel"}, {"courier"}}},
      {"no apology for a late response", Fault::agent, "employee", {{"apolog*"}}},
      {"wrong information",
       Fault::agent,
       "employee",
       {{"wrong", "information"},
        {"incorrect", "information"},
        {"wrong", "answer"},
        {"incorrect", "answer"},
        {"accuracy"},
        {"accurate"},
        {"inaccurate"}}},
      {"lack of product knowledge", Fault::agent, "employee", {{"knowledge"}}},
      {"tone of voice",
       Fault::agent,
       "employee",
       {{"tone"},
        {"rude"},
        {"attitude"},
        {"unfriendly"},
        {"impolite"},
        {"unwelcoming"},
        {"empathy"},
        {"politeness"},
        {"courtesy"}}},
      {"issue not resolved",
       Fault::agent,
       "employee",
       {{"not", "resolv*"},
        {"not", "solv*"},
        {"never", "resolv*"},
        {"fail*", "resolv*"},
        {"didn't", "resolve"},
        {"unresolved"},
        {"unsolved"},
        {"resolution"}}},
      {"slow reply",
       Fault::agent,
       "employee",
       {{"slow"},
        {"too", "long"},
        {"late", "reply"},
        {"late", "response"},
        {"waiting", "time"},
        {"response", "time"},
        {"speed"},
        {"timeliness"}}},
      {"product malfunction",
       Fault::outside,
       "product",
       {{"malfunction"}, {"defect"}, {"defective"}, {"bug"}, {"outage"}, {"faulty"}}},
      {"missing feature", Fault::outside, "product", {{"feature"}, {"features"}}},
      {"price or policy", Fault::outside, "", {{"price"}, {"prices"}, {"pricing"}, {"policy"}, {"expensive"}}},
  };
  return all;
}

const ReasonTopic* topic_of(std::string_view reason) {
  const std::vector<std::string> said = words(reason);
  const auto holds = [&said](const std::vector<std::string_view>& phrase) {
    return std::ranges::all_of(phrase, [&](std::string_view wanted) {
      return std::ranges::any_of(said, [&](std::string_view word) {
        return wanted.ends_with('*') ? word.starts_with(wanted.substr(0, wanted.size() - 1)) : word == wanted;
      });
    });
  };
  for (const ReasonTopic& topic : reason_topics())
    if (std::ranges::any_of(topic.phrases, holds)) return &topic;
  return nullptr;
}

ReasonNames::ReasonNames(const std::map<std::string, std::string>& configured) {
  for (const auto& [reason, said] : configured) {
    bool is_fault = false;
    for (const Fault fault : {Fault::agent, Fault::outside, Fault::mixed, Fault::unknown}) {
      if (fold(said) != name_of(fault)) continue;
      faults_[fold(reason)] = fault;
      is_fault = true;
    }
    if (!is_fault) names_[fold(reason)] = said;
  }
}

std::string ReasonNames::name(std::string_view reason) const {
  const auto own = names_.find(fold(reason));
  return own == names_.end() ? std::string(reason) : own->second;
}

Fault ReasonNames::suggested_fault(std::string_view reason) const {
  const std::string own = name(reason);
  for (const std::string_view said : {reason, std::string_view(own)})
    if (const auto fault = faults_.find(fold(said)); fault != faults_.end()) return fault->second;
  const ReasonTopic* topic = topic_of(own);
  if (topic == nullptr) topic = topic_of(reason);
  return topic == nullptr ? Fault::unreviewed : topic->fault;
}

std::string_view name_of(Fault fault) {
  switch (fault) {
    case Fault::unreviewed:
      return "";
    case Fault::agent:
      return "agent";
    case Fault::outside:
      return "outside";
    case Fault::mixed:
      return "mixed";
    case Fault::unknown:
      return "unknown";
  }
  return "";
}

std::string_view name_of(Challenge challenge) {
  switch (challenge) {
    case Challenge::none:
      return "";
    case Challenge::open:
      return "open";
    case Challenge::upheld:
      return "upheld";
    case Challenge::overturned:
      return "overturned";
    case Challenge::restored:
      return "restored";
  }
  return "";
}

}  // namespace dsat
