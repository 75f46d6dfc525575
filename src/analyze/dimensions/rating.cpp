#include <algorithm>
#include <array>
#include <map>

#include "analyze/dimensions/dimensions.hpp"

namespace dsat::analyze {
namespace {

bool reasons_carried(const View& view) {
  return !view.store().ratings.reason.empty();
}

Grouping group_by_reason(const View& view) {
  const NameColumn& reason = view.store().ratings.reason;
  std::vector<Code> codes(reason.codes.size());
  for (std::size_t rating = 0; rating < codes.size(); ++rating) codes[rating] = reason.codes[rating];
  const Ratings& ratings = view.store().ratings;
  if (!ratings.reason_sets.empty())
    return Grouping::of_rating_sets(std::move(codes), ratings.reason_sets, ratings.single_reasons);
  return Grouping::of_ratings(std::move(codes), {}, reason.names);
}

bool ratings_carried(const View& view) {
  return view.store().ratings.size() > 0;
}

Grouping group_by_sentiment(const View& view) {
  std::vector<Code> codes;
  codes.reserve(view.store().ratings.size());
  for (const Sentiment sentiment : view.store().ratings.sentiment) codes.push_back(1 + static_cast<Code>(sentiment));
  Grouping grouping = Grouping::of_ratings(std::move(codes), {}, {"", "negative", "neutral", "positive", "unreadable"});
  grouping.natural_order = true;
  return grouping;
}

bool reviews_given(const View& view) {
  return !view.annotations().of_rating.empty();
}

Grouping group_by_fault(const View& view) {
  std::vector<Code> codes(view.store().ratings.size());
  for (std::uint32_t rating = 0; rating < codes.size(); ++rating)
    if (const Annotation* annotation = view.annotations().find(rating))
      codes[rating] = static_cast<Code>(annotation->fault);
  Grouping grouping = Grouping::of_ratings(std::move(codes), {}, {"", "agent", "outside", "mixed", "unknown"});
  grouping.natural_order = true;
  return grouping;
}

Grouping group_by_error_source(const View& view) {
  std::map<std::string, Code> code_of;
  for (const Annotation& annotation : view.annotations().list)
    if (!annotation.error_source.empty()) code_of.emplace(annotation.error_source, 0);
  std::vector<std::string> names{std::string()};
  for (auto& [name, code] : code_of) {
    code = static_cast<Code>(names.size());
    names.push_back(name);
  }
  std::vector<Code> codes(view.store().ratings.size());
  for (std::uint32_t rating = 0; rating < codes.size(); ++rating)
    if (const Annotation* annotation = view.annotations().find(rating); annotation && !annotation->error_source.empty())
      codes[rating] = code_of.at(annotation->error_source);
  return Grouping::of_ratings(std::move(codes), {}, std::move(names));
}

}  // namespace

std::span<const Dimension> rating_dimensions() {
  // All of them are recorded because of the rating.
  static constexpr std::array all = {
      Dimension{"reason",
                "reason",
                "why, in the words of the survey",
                true,
                reasons_carried,
                group_by_reason,
                {Field::reason}},
      Dimension{"sentiment", "sentiment", "negative, neutral or positive; unreadable: an answer that isn't understood",
                true, ratings_carried, group_by_sentiment},
      Dimension{"fault", "fault", "whose fault it was, from the review worksheet", true, reviews_given, group_by_fault},
      Dimension{"error-source", "error source", "what went wrong, from the review worksheet", true, reviews_given,
                group_by_error_source},
  };
  return all;
}

}  // namespace dsat::analyze
