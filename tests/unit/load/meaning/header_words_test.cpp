#include "load/meaning/header_words.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "load/header.hpp"
#include "load/meaning/lexicon.hpp"

using namespace dsat;
using namespace dsat::load;

namespace {

/// The key of the field that a header speaks for most, empty if for none; several as good are parted by a blank.
std::string best(std::string_view header) {
  double most = 0;
  std::string fields;
  for (const FieldEvidence& one : header_evidence(normalise_header(header).key)) {
    if (one.strength > most) fields.clear(), most = one.strength;
    if (one.strength == most) fields += (fields.empty() ? "" : " ") + std::string(info(one.field).key);
  }
  return fields;
}

double strength(std::string_view header, Field field) {
  for (const FieldEvidence& one : header_evidence(normalise_header(header).key))
    if (one.field == field) return one.strength;
  return 0;
}

struct Example {
  std::string_view header, field;
};

void check(std::initializer_list<Example> examples) {
  for (const auto& [header, field] : examples) {
    INFO(header);
    CHECK(best(header) == field);
  }
}

}  // namespace

TEST_CASE("What a newcomer calls a column in English is known") {
  check({{"Ticket #", "ticket_id"},
         {"Case No", "ticket_id"},
         {"Incident", "ticket_id"},
         {"#", "ticket_id"},
         {"TicketNumber", "ticket_id"},
         {"Enquiry No.", "ticket_id"},
         {"Handled by", "agent"},
         {"Resolved by", "agent"},
         {"Served by", "agent"},
         {"Who helped you?", "agent"},
         {"assignment group", "team"},
         {"Support tier", "team"},
         {"opened at", "created_at"},
         {"at", "created_at"},
         {"Logged", "created_at"},
         {"Date of contact", "created_at"},
         {"last_updated_at", "updated_at"},
         {"Date resolved", "solved_at"},
         {"Survey response date", "rated_at"},
         {"Date of feedback", "rated_at"},
         {"Caller", "requester_id"},
         {"Respondent", "requester_id"},
         {"FRT", "first_reply"},
         {"Speed of answer", "first_reply"},
         {"AHT", "resolution"},
         {"TTR", "resolution"},
         {"Remarks", "comment"},
         {"Verbatim", "comment"},
         {"What could we do better", "comment"},
         {"content", "comment"},
         {"review", "comment"},
         {"Reason for rating", "reason"},
         {"Why this score?", "reason"},
         {"Contact method", "channel"},
         {"Labels", "tags"},
         {"Urgency", "priority"},
         {"Request type", "type"},
         {"Current status", "status"},
         {"Store", "brand"},
         {"Company name", "organization"},
         {"Locale", "language"},
         {"SKU", "product"},
         {"Times reopened", "reopens"},
         {"Number of replies", "replies"},
         {"SLA met", "sla"},
         {"Short description", "subject"},
         {"Company response", "reply"},
         {"Survey offered", "survey_sent"},
         {"Macro name", "template"},
         {"Agents involved", "involved_agents"},
         {"Agent rated", "rated_agent"}});
}

TEST_CASE("A name is of what its head says, whatever else stands in it") {
  check({{"CSAT comment", "comment"},
         {"rating reason", "reason"},
         {"reviewer", "requester_id"},
         {"review author", "requester_id"},
         {"feedback id", "rating_id"},
         {"survey id", "rating_id"},
         {"respondent id", "rating_id"},
         {"Primary support agent", "agent"},
         {"Our ticket created at", "created_at"}});
  CHECK(strength("Last agent comment date", Field::comment) == 0);
  CHECK(strength("Last agent comment date", Field::agent) == 0);
  CHECK(strength("Agent assigned on date", Field::agent) == 0);
  CHECK(strength("comment count", Field::comment) == 0);
  CHECK(strength("Count of customer comments", Field::comment) == 0);
  CHECK(strength("number of tickets", Field::ticket_id) == 0);
  CHECK(strength("Anzahl der Kommentare", Field::comment) == 0);
  CHECK(strength("Nombre de commentaires clients", Field::comment) == 0);
  CHECK(strength("comment url", Field::comment) == 0);
  for (const char* header : {"date of birth", "hire date", "due date", "Geburtsdatum", "fecha de nacimiento"}) {
    INFO(header);
    CHECK(strength(header, Field::created_at) == 0);
  }
  CHECK(strength("user name", Field::agent) == Approx(0.6));
  CHECK(strength("user name", Field::requester_id) == Approx(0.6));
  CHECK(strength("response id", Field::rating_id) == 1);
  CHECK(strength("response id", Field::ticket_id) == Approx(0.5));
  CHECK(strength("state", Field::status) == Approx(0.8));
  CHECK(strength("reviewer", Field::requester_id) >= 0.9);
}

TEST_CASE("A whole name is surer than one that only holds a phrase") {
  CHECK(strength("agent", Field::agent) == 1);
  CHECK(strength("ticket brand", Field::brand) == Approx(0.9));
  const double partly = strength("the agent in charge of it", Field::agent);
  CHECK(partly >= 0.2);
  CHECK(partly <= 0.85);
  CHECK(strength("our best agent", Field::agent) > strength("agent of our shop floor", Field::agent));
  CHECK(header_evidence("zzz qqq").empty());
  CHECK(header_evidence("").empty());
}

TEST_CASE("Names of columns are known in every language of the lexicon") {
  check({{"Vorgangsnummer", "ticket_id"},
         {"Erstellt am", "created_at"},
         {"Bearbeitet von", "agent"},
         {"Anmerkungen", "comment"},
         {"Bewertet am", "rated_at"},
         {"Grund der Bewertung", "reason"},
         {"Bearbeitungszeit", "resolution"},
         {"Numéro de dossier", "ticket_id"},
         {"Créé le", "created_at"},
         {"Cree le", "created_at"},
         {"Conseillère", "agent"},
         {"Motif d'insatisfaction", "reason"},
         {"Que pouvons-nous améliorer ?", "comment"},
         {"Délai de première réponse", "first_reply"},
         {"Nº caso", "ticket_id"},
         {"Fecha de creación", "created_at"},
         {"Fecha de creacion", "created_at"},
         {"Atendido por", "agent"},
         {"Observaciones", "comment"},
         {"Protocolo", "ticket_id"},
         {"Aberto em", "created_at"},
         {"Atendente", "agent"},
         {"Avaliado em", "rated_at"},
         {"Numero pratica", "ticket_id"},
         {"Data di apertura", "created_at"},
         {"Operatore", "agent"},
         {"Cosa possiamo migliorare", "comment"},
         {"Zaaknummer", "ticket_id"},
         {"Aangemaakt op", "created_at"},
         {"Behandeld door", "agent"},
         {"Toelichting", "comment"},
         {"Nr zgłoszenia", "ticket_id"},
         {"Data utworzenia", "created_at"},
         {"Konsultant", "agent"},
         {"Uwagi", "comment"},
         {"Номер обращения", "ticket_id"},
         {"Дата создания", "created_at"},
         {"Оператор", "agent"},
         {"Отзыв клиента", "comment"},
         {"Номер звернення", "ticket_id"},
         {"Створено", "created_at"},
         {"Виконавець", "agent"},
         {"Коментар", "comment"},
         {"Číslo požadavku", "ticket_id"},
         {"Cislo pozadavku", "ticket_id"},
         {"Řešitel", "agent"},
         {"Připomínky", "comment"},
         {"Ärendenummer", "ticket_id"},
         {"Skapad den", "created_at"},
         {"Handläggare", "agent"},
         {"Synpunkter", "comment"},
         {"Sagsnummer", "ticket_id"},
         {"Sagsbehandler", "agent"},
         {"Oprettet", "created_at"},
         {"Saksnummer", "ticket_id"},
         {"Saksbehandler", "agent"},
         {"Merknader", "comment"},
         {"Tapausnumero", "ticket_id"},
         {"Käsittelijä", "agent"},
         {"Luontipäivä", "created_at"},
         {"Talep No", "ticket_id"},
         {"Oluşturulma Tarihi", "created_at"},
         {"Müşteri temsilcisi", "agent"},
         {"Nomor tiket", "ticket_id"},
         {"Ditangani oleh", "agent"},
         {"Tanggal dibuat", "created_at"},
         {"Mã yêu cầu", "ticket_id"},
         {"Ngày tạo", "created_at"},
         {"Nhân viên", "agent"},
         {"受付番号", "ticket_id"},
         {"担当者", "agent"},
         {"受付日時", "created_at"},
         {"ご意見", "comment"},
         {"접수번호", "ticket_id"},
         {"상담원", "agent"},
         {"접수일", "created_at"},
         {"工单编号", "ticket_id"},
         {"创建时间", "created_at"},
         {"客服", "agent"},
         {"反馈内容", "comment"},
         {"رقم التذكرة", "ticket_id"},
         {"الموظف", "agent"},
         {"تاريخ الإنشاء", "created_at"},
         {"टिकट संख्या", "ticket_id"},
         {"एजेंट", "agent"},
         {"टिप्पणी", "comment"}});
}

TEST_CASE("Every line of header words names a field and each of its phrases is found") {
  for (const LexiconEntry& entry : lexicon("header")) {
    INFO(entry.language);
    REQUIRE_FALSE(entry.arguments.empty());
    INFO(entry.arguments.front());
    const bool of_none = entry.arguments.front() == "none";
    const auto field = field_named(entry.arguments.front());
    CHECK((of_none || field));
    CHECK_FALSE(entry.words.empty());
    if (!field) continue;
    for (const std::string_view phrase : entry.words) {
      INFO(phrase);
      CHECK(strength(phrase, *field) > 0);
    }
  }
}

TEST_CASE("Words of totals are known as whole cells and at either end of one") {
  for (const char* cell : {"Total", "grand total", "Summe", "Durchschnitt", "Moyenne", "Promedio", "Итого", "合計",
                           "Chat subtotal", "Total général", "Totale complessivo", "Gesamt 2026"}) {
    INFO(cell);
    CHECK(is_total_word(cell));
  }
  for (const char* cell : {"totally", "Anna", "", "A total loss was reported", "summer"}) {
    INFO(cell);
    CHECK_FALSE(is_total_word(cell));
  }
}

TEST_CASE("What stands where no reason was given is none") {
  for (const char* cell :
       {"No reason provided", "Keine Angabe", "aucun motif", "Sin motivo", "理由なし", "не указано"}) {
    INFO(cell);
    CHECK(is_no_reason(cell));
  }
  CHECK_FALSE(is_no_reason("Slow reply"));
}
