#include "desk.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace dsat::chance {
namespace {

using stats::Random;

double normal(Random& random) {
  const double u = 1 - random.uniform();
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * random.uniform());
}

/// Poisson, by its normal approximation where that is good.
int poisson(Random& random, double mean) {
  if (mean > 500) return std::max(0, static_cast<int>(std::lround(mean + std::sqrt(mean) * normal(random))));
  const double limit = std::exp(-mean);
  int count = 0;
  for (double product = random.uniform(); product > limit; product *= random.uniform()) ++count;
  return count;
}

/// Gamma of whole or broken shape (Marsaglia & Tsang 2000).
double gamma(Random& random, double shape) {
  if (shape < 1) return gamma(random, shape + 1) * std::pow(1 - random.uniform(), 1 / shape);
  const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  while (true) {
    const double x = normal(random), v = std::pow(1 + c * x, 3);
    if (v > 0 && std::log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
  }
}

/// Draws an index by weights.
class Choice {
 public:
  explicit Choice(std::vector<double> weights) {
    double sum = 0;
    for (const double weight : weights) running_.push_back(sum += weight);
  }
  Code draw(Random& random) const {
    const double at = random.uniform() * running_.back();
    return static_cast<Code>(std::upper_bound(running_.begin(), running_.end(), at) - running_.begin());
  }

 private:
  std::vector<double> running_;
};

std::vector<double> zipf(int n) {
  std::vector<double> weights;
  for (int i = 1; i <= n; ++i) weights.push_back(1.0 / i);
  return weights;
}

constexpr std::array channels = {"email", "chat", "phone", "web"};
constexpr std::array channel_weight = {0.40, 0.30, 0.20, 0.10};
constexpr std::array shifted_weight = {0.50, 0.10, 0.30, 0.10};
constexpr std::array balanced_rate = {0.12, 0.15, 0.18, 0.15};  // both mixes average 14.4 %
constexpr std::array reply_median = {120.0, 30.0, 5.0, 240.0};  // minutes

struct Columns {
  std::vector<Code> channel, agent, priority, language, tag_set;
};

}  // namespace

DayRange last_week() {
  return period_of(Unit::week, day_of({2026, 11, 9}));
}

Desk draw(const Size& size, const World& world, Random& random) {
  Desk desk;
  Store& store = desk.store;
  const Choice channel_of(std::vector<double>(channel_weight.begin(), channel_weight.end()));
  const Choice shifted_channel_of(std::vector<double>(shifted_weight.begin(), shifted_weight.end()));
  const Choice tag_of(zipf(size.tags)), priority_of({0.15, 0.6, 0.2, 0.05}), language_of({0.6, 0.3, 0.1});

  std::vector<int> tickets_in(static_cast<std::size_t>(world.weeks));
  int tickets = 0;
  for (int week = 0; week < world.weeks; ++week) {
    const bool doubled = world.mix_shifts && week == world.weeks - 1;
    tickets += tickets_in[week] = poisson(random, size.ratings / size.coverage * (doubled ? 2 : 1));
  }

  std::vector<double> agent_shift(static_cast<std::size_t>(size.agents));
  for (double& shift : agent_shift) shift = world.agent_sd * normal(random);
  // Customers write one to six times, in no order.
  std::vector<std::uint32_t> customers;
  std::vector<double> customer_rate;
  if (world.customer_correlation > 0) {
    const double strength = 1 / world.customer_correlation - 1;
    while (static_cast<int>(customers.size()) < tickets) {
      customers.insert(customers.end(), 1 + random.below(6), static_cast<std::uint32_t>(customer_rate.size()));
      const double bad = gamma(random, world.rate * strength), good = gamma(random, (1 - world.rate) * strength);
      customer_rate.push_back(bad / (bad + good));
    }
    random.shuffle(std::span(customers));
  }

  Columns columns;
  std::vector<std::vector<Code>> sets{{}};
  const Code planted = static_cast<Code>(size.tags + 1);
  // Sets of at most two tags and the planted one, in a table.
  std::vector<Code> set_code(static_cast<std::size_t>((size.tags + 1) * (size.tags + 1) * 2));
  const auto set_of = [&](Code a, Code b, bool with_planted) {
    if (a > b) std::swap(a, b);
    if (a == b) a = 0;
    if (b == 0 && !with_planted) return Code{0};
    Code& code = set_code[(a * static_cast<Code>(size.tags + 1) + b) * 2 + (with_planted ? 1 : 0)];
    if (code == 0) {
      std::vector<Code> set;
      for (const Code tag : {a, b, with_planted ? planted : Code{0}})
        if (tag != 0) set.push_back(tag);
      code = static_cast<Code>(sets.size());
      sets.push_back(std::move(set));
    }
    return code;
  };

  const double npq = size.ratings * world.rate * (1 - world.rate);
  const int burst_day = world.weeks * 7 - 14 + static_cast<int>(random.below(2) * 7 + random.below(5));
  int burst_left = static_cast<int>(std::lround(world.burst * std::sqrt(npq)));
  auto& solved_at = store.moments[Field::solved_at];
  auto& created_at = store.moments[Field::created_at];
  auto& first_reply = store.seconds[Field::first_reply];
  auto& resolution = store.seconds[Field::resolution];
  const Day first = last_week().begin - 7 * (world.weeks - 1);
  std::vector<Code> labels;

  std::uint32_t ticket = 0;
  for (int week = 0; week < world.weeks; ++week) {
    const bool last = week == world.weeks - 1;
    const double swing = world.weekly_sd * normal(random);
    for (int i = 0; i < tickets_in[week]; ++i, ++ticket) {
      const int day = 7 * week + static_cast<int>(random.below(20) < 19 ? random.below(5) : 5 + random.below(2));
      const Code channel = (world.mix_shifts && last ? shifted_channel_of : channel_of).draw(random);
      const auto agent = static_cast<Code>(random.below(size.agents));
      const bool has_planted = random.below(3) == 0;
      const double tag_count = random.uniform();
      const Code tag = tag_count < 0.15 ? 0 : 1 + tag_of.draw(random);
      const Code second_tag = tag_count < 0.75 ? 0 : 1 + tag_of.draw(random);
      const bool is_rated = random.uniform() < size.coverage;
      columns.channel.push_back(channel + 1);
      columns.agent.push_back(agent + 1);
      columns.priority.push_back(1 + priority_of.draw(random));
      columns.language.push_back(1 + language_of.draw(random));
      columns.tag_set.push_back(set_of(tag, second_tag, has_planted));
      const std::int64_t solved = std::int64_t{first + day} * 86400 + 8 * 3600 + static_cast<int>(random.below(32400));
      solved_at.push_back(Moment::instant(solved));

      store.first_rating.push_back(static_cast<std::uint32_t>(store.ratings.size()));
      if (!is_rated) {
        created_at.push_back(Moment::instant(solved - 3600));
        first_reply.push_back(no_number);
        resolution.push_back(no_number);
        continue;
      }
      const double reply = reply_median[channel] * std::exp(normal(random));
      const double solution = reply + 300 * std::exp(1.2 * normal(random));
      created_at.push_back(Moment::instant(solved - static_cast<std::int64_t>(solution * 60)));
      first_reply.push_back(static_cast<std::int32_t>(reply * 60));
      resolution.push_back(static_cast<std::int32_t>(solution * 60));
      double true_rate = world.rate;
      if (world.mix_shifts) true_rate += balanced_rate[channel] - world.rate;
      if (world.level && week >= world.weeks - 9) true_rate = *world.level;
      if (world.slice_rate && has_planted && channel == 1 && (last || !world.only_last_week))
        true_rate = *world.slice_rate;
      if (world.slow_rate && channel == 1 && reply > planted_cut) true_rate = *world.slow_rate;
      if (world.agent_rate && agent == 0) true_rate = *world.agent_rate;
      double rate = true_rate + swing + agent_shift[agent];
      if (world.customer_correlation > 0) rate += customer_rate[customers[ticket]] - world.rate;
      desk.rates.push_back(true_rate);
      bool negative = random.uniform() < rate;
      if (!negative && day == burst_day && burst_left > 0) {
        negative = true;
        --burst_left;
      }
      const Sentiment sentiment = negative                  ? Sentiment::negative
                                  : random.uniform() < 0.10 ? Sentiment::neutral
                                                            : Sentiment::positive;
      store.ratings.ticket.push_back(ticket);
      store.ratings.sentiment.push_back(sentiment);
      store.ratings.scale.push_back(0);
      store.ratings.level.push_back(static_cast<std::uint8_t>(1 + static_cast<int>(sentiment)));
      store.ratings.rated_at.push_back(Moment::instant(solved + 600));
      labels.push_back(1 + static_cast<Code>(sentiment));
    }
  }
  store.tickets = ticket;
  store.first_rating.push_back(static_cast<std::uint32_t>(store.ratings.size()));
  for (std::uint32_t t = 0; t < ticket; ++t) store.ticket_id.append(std::to_string(t + 1));
  store.source_line.assign(ticket, 1);
  store.source_file = {Codes(std::vector<Code>(ticket, 1)), {"", "invented"}};
  store.scales = {*scale_named("sentiment")};
  store.ratings.label = {Codes(std::move(labels)), {"", "negative", "neutral", "positive"}};

  const auto numbered = [](std::string_view what, std::size_t count) {
    std::vector<std::string> names{""};
    for (std::size_t i = 1; i <= count; ++i)
      names.push_back(std::string(what) + (i < 10 ? " 0" : " ") + std::to_string(i));
    return names;
  };
  std::vector<std::string> channel_names{""};
  channel_names.insert(channel_names.end(), channels.begin(), channels.end());
  store.names[Field::channel] = {Codes(std::move(columns.channel)), std::move(channel_names)};
  store.names[Field::agent] = {Codes(std::move(columns.agent)), numbered("agent", size.agents)};
  store.names[Field::priority] = {Codes(std::move(columns.priority)), {"", "low", "normal", "high", "urgent"}};
  store.names[Field::language] = {Codes(std::move(columns.language)), {"", "en", "de", "pl"}};
  for (const Code set : columns.tag_set) {
    for (const Code tag : sets[set]) store.tags.add(tag);
    store.tags.end_row();
  }
  store.tags.names = numbered("tag", size.tags);
  store.tags.names.emplace_back(planted_tag);
  return desk;
}

}  // namespace dsat::chance
