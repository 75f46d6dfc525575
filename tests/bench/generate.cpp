// Writes an invented export to standard output: the same arguments give the same bytes everywhere.
//
//   generate [--tickets N] [--shape csv|ndjson] [--rated SHARE] [--multiline SHARE] [--agents N] [--requesters N]
//            [--tags N] [--tags-each N] [--tag-sets N] [--tail EXPONENT] [--seed N]
//
// Agents, requesters and tags have heavy tails: the n-th of them comes up n^-EXPONENT times as often as the first
// (Zipf; 0: all alike). A ticket has up to --tags-each tags in any combination, or one of --tag-sets combinations. The
// defaults are as hard as exports get: 400 agents, 120 tags, a fifth as many requesters as tickets, and two thirds of a
// million tickets' sets of tags different. `--agents 40 --requesters N/3 --tags 60 --tags-each 3 --tail 0` is easy.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Shape {
  std::uint64_t tickets = 10'000;
  bool ndjson = false;
  double rated = 0.25;                                     // of all tickets
  double multiline = 0.5;                                  // of descriptions
  std::uint64_t agents = 400, requesters = 0, tags = 120;  // requesters 0: a fifth of the tickets
  std::uint64_t tags_each = 9, tag_sets = 0;               // tag_sets 0: any combination
  double tail = 0.7;
  std::uint64_t seed = 1;
};

/// splitmix64: small, and the same on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t limit) { return next() % limit; }
  bool chance(double share) { return static_cast<double>(next() >> 11) * 0x1.0p-53 < share; }

 private:
  std::uint64_t state_;
};

/// Numbers from 0, the n-th with a weight of (n + 1)^-exponent.
class Tail {
 public:
  Tail(std::uint64_t size, double exponent) {
    double sum = 0;
    for (std::uint64_t i = 0; i < size; ++i) sums_.push_back(sum += std::pow(static_cast<double>(i + 1), -exponent));
  }
  std::uint64_t draw(Random& random) const {
    const double at = static_cast<double>(random.next() >> 11) * 0x1.0p-53 * sums_.back();
    return static_cast<std::uint64_t>(std::ranges::upper_bound(sums_, at) - sums_.begin());
  }

 private:
  std::vector<double> sums_;
};

constexpr std::array channels = {"Mail", "Chat", "Web form", "Phone", "Twitter"};
constexpr std::array priorities = {"Low", "Normal", "High", "Urgent"};
constexpr std::array types = {"Question", "Incident", "Problem", "Task"};
constexpr std::array teams = {"Front desk", "Billing", "Logistics", "Technics", "Night shift"};
constexpr std::array reasons = {"The issue took too long to resolve", "The issue was not resolved",
                                "The agent's knowledge is unsatisfactory", "The agent's attitude is unsatisfactory",
                                "Some other reason"};
constexpr std::array sentences = {"The parcel should have been here on Monday and nobody can say where it is.",
                                  "I was charged twice, once on the 3rd and once on the 5th, please look into it.",
                                  "When I press \"\"Pay\"\" the page goes white, then nothing.",
                                  "Could you change the address to the one in my account?",
                                  "This is the third time that I write, and still no answer.",
                                  "Thank you, everything works now; the new cable did it.",
                                  "Is there a way to get an invoice with our VAT number, please?"};

/// Days since 1970 to `YYYY-MM-DD` (Hinnant's civil_from_days).
void append_stamp(std::string& to, std::int64_t seconds, bool iso) {
  const std::int64_t z = seconds / 86400 + 719468, era = z / 146097, doe = z - era * 146097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365,
                     doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153, day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
  const std::int64_t year = yoe + era * 400 + (month <= 2 ? 1 : 0), second = seconds % 86400;
  char text[40];
  std::snprintf(text, sizeof text, iso ? "%04d-%02d-%02dT%02d:%02d:%02dZ" : "%04d-%02d-%02d %02d:%02d:%02d",
                static_cast<int>(year), static_cast<int>(month), static_cast<int>(day), static_cast<int>(second / 3600),
                static_cast<int>(second / 60 % 60), static_cast<int>(second % 60));
  to += text;
}

struct Ticket {
  std::uint64_t id, requester, agent, organization, replies, reopens;
  std::string_view team, priority, channel, type, reason;
  std::vector<std::uint64_t> tags;
  std::int64_t created, first_reply, resolution;  // seconds, minutes, minutes
  bool solved, good, bad, offered;
  std::string comment, description;  // quotes doubled as CSV wants them
};

/// Who and what come up, by their frequency.
struct Population {
  explicit Population(const Shape& shape)
      : agents(shape.agents, shape.tail), requesters(shape.requesters, shape.tail), tags(shape.tags, shape.tail) {
    Random random(shape.seed + 1);
    for (std::uint64_t i = 0; i < shape.tag_sets; ++i) tag_sets.push_back(make_tags(random, shape));
  }
  std::vector<std::uint64_t> make_tags(Random& random, const Shape& shape) const {
    std::vector<std::uint64_t> set;
    for (std::uint64_t i = random.below(shape.tags_each + 1); i > 0; --i) set.push_back(tags.draw(random));
    return set;
  }

  Tail agents, requesters, tags;
  std::vector<std::vector<std::uint64_t>> tag_sets;
};

Ticket make_ticket(Random& random, const Shape& shape, const Population& population, std::uint64_t number) {
  Ticket t{};
  t.id = 100000 + number;
  t.requester = 1 + population.requesters.draw(random);
  t.agent = population.agents.draw(random);
  t.organization = random.below(200);
  t.team = teams[t.agent % teams.size()];
  t.priority = priorities[random.below(priorities.size())];
  t.channel = channels[random.below(channels.size())];
  t.type = types[random.below(types.size())];
  t.tags = population.tag_sets.empty() ? population.make_tags(random, shape)
                                       : population.tag_sets[random.below(population.tag_sets.size())];
  // A year of tickets, in the order in which they were opened.
  t.created = 1'735'689'600 + static_cast<std::int64_t>(number * (364ull * 86400) / shape.tickets);
  t.first_reply = static_cast<std::int64_t>(1 + random.below(300));
  t.resolution = t.first_reply + static_cast<std::int64_t>(random.below(4000));
  t.solved = random.chance(0.95);
  t.replies = 1 + random.below(4);
  t.reopens = random.chance(0.1) ? 1 : 0;
  const bool rated = t.solved && random.chance(shape.rated / 0.95);
  t.bad = rated && random.chance(0.15);
  t.good = rated && !t.bad;
  t.offered = !rated && t.solved && random.chance(0.9);
  if (t.bad) t.reason = reasons[random.below(reasons.size())];
  if (rated && random.chance(0.4)) t.comment = sentences[random.below(sentences.size())];
  t.description = sentences[random.below(sentences.size())];
  if (random.chance(shape.multiline)) {
    t.description += "\n\n";
    t.description += sentences[random.below(sentences.size())];
  }
  return t;
}

void append_csv(std::string& to, const Ticket& t) {
  const auto stamp = [&](std::int64_t seconds) { append_stamp(to, seconds, false); };
  to += std::to_string(t.id) + ',' + std::to_string(t.requester) + ",Agent " + std::to_string(t.agent) + ',';
  to += t.team;
  to += ",Subject of ticket " + std::to_string(t.id) + ',';
  for (std::size_t i = 0; i < t.tags.size(); ++i) to += (i > 0 ? " tag_" : "tag_") + std::to_string(t.tags[i]);
  to += t.solved ? ",Solved," : ",Open,";
  ((to += t.priority) += ',') += t.channel;
  (to += ',') += t.type;
  to += ',';
  stamp(t.created);
  to += ',';
  stamp(t.created + t.resolution * 60);
  to += ',';
  if (t.solved) stamp(t.created + t.resolution * 60);
  to += t.good ? ",Good," : t.bad ? ",Bad," : t.offered ? ",Offered," : ",Unoffered,";
  (to += t.reason) += ",\"";
  (to += t.comment) += "\",";
  to += std::to_string(t.reopens) + ',' + std::to_string(t.replies) + ',' + std::to_string(t.first_reply) + ',';
  if (t.solved) to += std::to_string(t.resolution);
  to += ",Customer " + std::to_string(t.organization) + ",\"";
  (to += t.description) += "\"\n";
}

/// A CSV text as a JSON string.
void append_json(std::string& to, std::string_view text) {
  to += '"';
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') {
      to += "\\\"";
      ++i;
    } else if (text[i] == '\n') {
      to += "\\n";
    } else {
      to += text[i];
    }
  }
  to += '"';
}

void append_ndjson(std::string& to, const Ticket& t) {
  to += "{\"id\":" + std::to_string(t.id) + ",\"created_at\":\"";
  append_stamp(to, t.created, true);
  to += "\",\"updated_at\":\"";
  append_stamp(to, t.created + t.resolution * 60, true);
  to += "\",\"type\":\"";
  (to += t.type) += "\",\"subject\":\"Subject of ticket " + std::to_string(t.id) + "\",\"description\":";
  append_json(to, t.description);
  to += ",\"priority\":\"";
  (to += t.priority) += "\",\"status\":\"";
  to += t.solved ? "solved" : "open";
  to += "\",\"requester_id\":" + std::to_string(t.requester) + ",\"assignee_id\":" + std::to_string(t.agent);
  to += ",\"group_id\":" + std::to_string(t.agent % teams.size()) + ",\"via\":{\"channel\":\"";
  (to += t.channel) += "\"},\"tags\":[";
  for (std::size_t i = 0; i < t.tags.size(); ++i)
    to += (i > 0 ? ",\"tag_" : "\"tag_") + std::to_string(t.tags[i]) + '"';
  to += "],\"satisfaction_rating\":{\"score\":\"";
  to += t.good ? "good" : t.bad ? "bad" : t.offered ? "offered" : "unoffered";
  to += '"';
  if (!t.comment.empty()) {
    to += ",\"comment\":";
    append_json(to, t.comment);
  }
  if (!t.reason.empty()) {
    to += ",\"reason\":";
    append_json(to, t.reason);
  }
  to += "},\"metric_set\":{\"reopens\":" + std::to_string(t.reopens) + ",\"replies\":" + std::to_string(t.replies);
  to += ",\"reply_time_in_minutes\":{\"calendar\":" + std::to_string(t.first_reply) + "}";
  if (t.solved) {
    to += ",\"solved_at\":\"";
    append_stamp(to, t.created + t.resolution * 60, true);
    to += "\",\"full_resolution_time_in_minutes\":{\"calendar\":" + std::to_string(t.resolution) + "}";
  }
  to += "}}\n";
}

Shape parse(int argc, char** argv) {
  Shape shape;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    const char* value = argv[i + 1];
    if (name == "--tickets")
      shape.tickets = std::strtoull(value, nullptr, 10);
    else if (name == "--shape")
      shape.ndjson = std::strcmp(value, "ndjson") == 0;
    else if (name == "--rated")
      shape.rated = std::strtod(value, nullptr);
    else if (name == "--multiline")
      shape.multiline = std::strtod(value, nullptr);
    else if (name == "--agents")
      shape.agents = std::strtoull(value, nullptr, 10);
    else if (name == "--requesters")
      shape.requesters = std::strtoull(value, nullptr, 10);
    else if (name == "--tags-each")
      shape.tags_each = std::strtoull(value, nullptr, 10);
    else if (name == "--tag-sets")
      shape.tag_sets = std::strtoull(value, nullptr, 10);
    else if (name == "--tail")
      shape.tail = std::strtod(value, nullptr);
    else if (name == "--tags")
      shape.tags = std::strtoull(value, nullptr, 10);
    else if (name == "--seed")
      shape.seed = std::strtoull(value, nullptr, 10);
    else {
      std::fprintf(stderr, "generate: no option %s\n", argv[i]);
      std::exit(2);
    }
  }
  if (shape.requesters == 0) shape.requesters = shape.tickets / 5 + 1;
  return shape;
}

}  // namespace

int main(int argc, char** argv) {
  const Shape shape = parse(argc, argv);
  const Population population(shape);
  Random random(shape.seed);
  std::string out;
  if (!shape.ndjson)
    out =
        "Id,Requester id,Assignee,Group,Subject,Tags,Status,Priority,Via,Ticket type,Created at,Updated at,Solved at,"
        "Satisfaction Score,Satisfaction Reason,Satisfaction Comment,Reopens,Replies,First reply time in minutes,"
        "Full resolution time in minutes,Organization,Description\n";
  for (std::uint64_t number = 0; number < shape.tickets; ++number) {
    const Ticket ticket = make_ticket(random, shape, population, number);
    shape.ndjson ? append_ndjson(out, ticket) : append_csv(out, ticket);
    if (out.size() > (1 << 20)) {
      if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size()) return 1;
      out.clear();
    }
  }
  return std::fwrite(out.data(), 1, out.size(), stdout) == out.size() ? 0 : 1;
}
