#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "report/redact/person_names.hpp"

namespace dsat::report::redact_detail {
namespace {

/// Accounts, functions and departments, folded.
constexpr std::string_view roles =
    "account accounts admin administrator agent agents api assistant auto automation billing bot care chatbot client "
    "clients contact customer customers delivery desk dispatch email europe finance front general germany guest help "
    "helpdesk hotline info inbox internal it level mail manager marketing no nobody none null office online operator "
    "orders payments person product queue reply returns robot sales service services shop shipping staff store success "
    "support system supervisor team teams technical test tester tier unassigned unknown user users visitor warehouse "
    "web webmaster "
    "benutzer besucher gast kunde kunden kundendienst kundenservice lager mitarbeiter niemand unbekannt versand "
    "vertrieb "
    "agente aucun cliente clientes client clientèle equipe équipe inconnu invité soporte servicio suporte atendimento "
    "usuario usuário visiteur utente ospite supporto gebruiker gast klant klantenservice klient obsługa zespół "
    "поддержка клиент гость оператор команда система";

/// Words of everyday language that are given or family names as well, folded.
constexpr std::string_view words =
    "ace amber angel april art ash august autumn baker bank banks basil bear bell best bill bird bishop black blue "
    "bond "
    "boss brand bright brook brooks brown bush butler carol carpenter carter case cash chance charity chase cherry "
    "chip christian church clay cliff cook cooper cross crystal daisy dale dawn day days dean destiny dick drew early "
    "earl eve even faith fall field fields fisher flower ford forest fox frank free french frost garden gene german "
    "gift gold good grace grand grant gray green grey guy hall harmony harper hart hazel heart heather hill holly hope "
    "house hunter ivy jack jade jasmine jay jean jewel john joy judge july june justice key keys king knight lake lane "
    "lily little long love luck lucky major march mark marks marsh mason max may melody mercy miles mill miller "
    "monday moon moore more morning moss nick night noble north olive page park parker parks pat pearl penny perry "
    "piper pleasant pond poole pope post potter power price prince pride queen rain ray read red reed rich river "
    "rivers "
    "rob robin rock rose ruby rush rusty sage sally sand scout shepherd short silver singer sky small smart snow son "
    "south spring star steel stone storm strong stuart sue summer sunday sunny sweet taylor terry tiger town turner "
    "tyler valentine van victor violet wade walker wall ward waters weaver wells west white wild will willow win wine "
    "winter wise wood woods worth young the and "
    "bauer baum berg blum engel fuchs fröhlich gross groß grün gut haupt heute jäger kaiser klein kluge koch könig "
    "krause kurz lang lange linde meister morgen neu neumann pfeifer reich richter ritter sauer schnell schneider "
    "schön "
    "schwarz sommer stark stein stern tag teller vogel vogt wagner weber weiß weiss winter wolf wunderlich zimmermann "
    "beau belle blanc boucher bon bonnet charpentier claire fleur fleury fort france grand lebon legrand marchand "
    "moulin noël noel petit rose roy royer vert alba amor bravo campo caro casa castillo cruz delgado esperanza flor "
    "flores franco fuerte gallo guerra iglesias leal león luna mar marina paz pilar ramos reina rey reyes rojo rosa "
    "rubio salas santos serrano sol torre torres vega vidal vera costa esposito ferrari fontana gallo greco leone "
    "longo mancini marino monti neri rossi rizzo russo serra vitale bello bianchi bruno conti "
    "вера любовь надежда мир роза лев победа слава";

std::unordered_set<std::string_view> set_of(std::string_view list) {
  std::unordered_set<std::string_view> set;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (end > 0) set.insert(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return set;
}

}  // namespace

WordKind kind_of(std::string_view folded) {
  static const auto all_roles = set_of(roles), all_words = set_of(words);
  return all_roles.contains(folded) ? WordKind::role : all_words.contains(folded) ? WordKind::word : WordKind::other;
}

}  // namespace dsat::report::redact_detail
