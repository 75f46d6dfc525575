#pragma once
#include <string>
#include <vector>

/// The words by which tickets are understood, for those who must say them to somebody else.
namespace dsat::analyze {

/// Statuses of tickets that are solved, in small letters.
std::vector<std::string> solved_statuses();
/// Words of channels on which a conversation is one contact, however many messages it has.
std::vector<std::string> live_channels();

}  // namespace dsat::analyze
