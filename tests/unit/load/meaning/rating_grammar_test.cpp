#include "load/meaning/rating_grammar.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <span>

#include "dsat/base/text.hpp"
#include "load/meaning/lexicon.hpp"
#include "load/vocabulary.hpp"

using namespace dsat;
using namespace dsat::load;

namespace {

LanguageSet language_called(std::string_view name) {
  for (std::size_t i = 0; i < language_text_count; ++i)
    if (language_texts[i].key == name) return LanguageSet{1} << i;
  return 0;
}

std::optional<RatingPhrase> phrase_in(std::string_view language, std::string_view cell) {
  const LanguageSet wanted = language_called(language);
  for (const RatingReading& one : read_rating_word(rating_word(cell)))
    if ((one.languages & wanted) != 0) return one.phrase;
  return std::nullopt;
}

/// `+`, `0`, `-`, or what else the cell is.
char class_in(std::string_view language, std::string_view cell) {
  const auto phrase = phrase_in(language, cell);
  if (!phrase) return '?';
  switch (word_of(*phrase)) {
    case Word::positive:
      return '+';
    case Word::neutral:
      return '0';
    case Word::negative:
      return '-';
    case Word::asked:
      return 'a';
    case Word::not_asked:
      return 'n';
    case Word::unrated:
      return '.';
    case Word::unknown:
      break;
  }
  return '?';
}

int degree_of(std::string_view language, std::string_view cell) {
  const auto phrase = phrase_in(language, cell);
  return phrase ? phrase->degree : 99;
}

struct LanguageWords {
  std::string_view language;
  std::string_view positive, middle, negative;  ///< parted by `|`
};

constexpr LanguageWords language_words[] = {
    {"english",
     "Satisfied|very happy|Extremely satisfied|Totally agree|Mostly satisfied|Somewhat agree|Very easy|Very likely|"
     "Definitely would|Good, I'm satisfied|Thumbs up|Excellent|I am very satisfied|Happy 😀|Promoter",
     "Neither satisfied nor dissatisfied|Neither agree nor disagree|Neutral|So-so|OK|Fair|Average|Passive|"
     "Might or might not|Neither good nor bad",
     "Not very happy|Extremely dissatisfied|Strongly disagree|Unlikely|Not at all satisfied|Very difficult|"
     "Not satisfied at all|Probably not|Definitely would not|Unsatisfactory|Not OK|Bad, I'm unsatisfied|"
     "Detractor (0-6)|very_dissatisfied|Not so easy"},
    {"german",
     "zufrieden|Sehr zufrieden|eher zufrieden|Zufriedener|gut|sehr gut|Hervorragend|stimme voll und ganz zu|"
     "Trifft eher zu|ja|sehr einfach",
     "weder zufrieden noch unzufrieden|teils/teils|neutral|mittelmäßig|geht so|befriedigend",
     "unzufrieden|Sehr unzufrieden|überhaupt nicht zufrieden|nicht zufrieden|eher nicht zufrieden|schlecht|"
     "mangelhaft|stimme gar nicht zu|trifft eher nicht zu|nein|unwahrscheinlich|Kritiker"},
    {"french",
     "Satisfait|Très satisfait|Plutôt satisfaite|Tout à fait d'accord|D’accord|Très bien|Excellent|Oui|tres satisfait|"
     "Très facile|Promoteur",
     "Neutre|Moyen|Ni satisfait ni insatisfait|Ni d'accord ni pas d'accord|Correct|Passif",
     "Pas du tout satisfait|Insatisfait|Très insatisfaite|Peu satisfait|Plutôt pas satisfait|Pas d'accord|Mauvais|"
     "Très mauvais|Pas satisfait|Non|Détracteur|Nul"},
    {"spanish",
     "Satisfecho|Muy satisfecha|Totalmente de acuerdo|Excelente|Bueno|Muy bien|Sí|Algo satisfecho|Muy fácil|Promotor|"
     "muy satisfechos",
     "Regular|Neutral|Ni satisfecho ni insatisfecho|Aceptable|Indiferente|Pasivo|Ni de acuerdo ni en desacuerdo",
     "Muy insatisfecho|Insatisfecha|Nada satisfecho|Poco satisfecho|Malo|Pésimo|pesimo|Totalmente en desacuerdo|"
     "No satisfecho|No|Muy difícil|Detractor"},
    {"portuguese",
     "Satisfeito|Muito satisfeita|Ótimo|otima|Bom|Concordo totalmente|Excelente|Sim|Extremamente satisfeito|"
     "Muito fácil|Promotor",
     "Regular|Neutro|Razoável|Nem satisfeito nem insatisfeito|Indiferente|Nem concordo nem discordo",
     "Insatisfeito|Muito insatisfeita|Péssimo|pessimo|Ruim|Nada satisfeito|Pouco satisfeito|Discordo totalmente|Não|"
     "Não satisfeito|Muito difícil|Detrator"},
    {"italian",
     "Soddisfatto|Molto soddisfatta|Abbastanza soddisfatto|Ottimo|Buono|Molto buono|Completamente d'accordo|Sì|"
     "Eccellente|Molto facile",
     "Neutro|Né soddisfatto né insoddisfatto|Sufficiente|Nella media|Indifferente|Discreto",
     "Insoddisfatto|Molto insoddisfatto|Per niente soddisfatto|Poco soddisfatto|Pessimo|Scarso|Non soddisfatto|"
     "In disaccordo|Cattivo|No|Molto difficile|Detrattore"},
    {"dutch",
     "Tevreden|Zeer tevreden|Erg tevreden|Helemaal mee eens|Goed|Uitstekend|Ja|Heel makkelijk|Tamelijk tevreden|"
     "Geweldig",
     "Neutraal|Niet tevreden, niet ontevreden|Gemiddeld|Noch tevreden noch ontevreden|Voldoende|Matig",
     "Ontevreden|Zeer ontevreden|Helemaal niet tevreden|Niet tevreden|Slecht|Zeer slecht|Helemaal mee oneens|Nee|"
     "Moeilijk|Onvoldoende|Criticaster"},
    {"polish",
     "Zadowolony|Bardzo zadowolona|Raczej zadowolony|Dobrze|Bardzo dobrze|Zdecydowanie się zgadzam|Świetnie|Tak|"
     "Zdecydowanie tak|Łatwo",
     "Przeciętnie|Neutralny|Ani zadowolony, ani niezadowolony|Średnio|Trudno powiedzieć|Dostatecznie",
     "Niezadowolony|Bardzo niezadowolona|Raczej niezadowolony|Źle|Bardzo źle|Fatalnie|Nie zgadzam się|Nie|"
     "Zdecydowanie nie|Wcale nie zadowolony|Trudno"},
    {"russian",
     "Доволен|Очень доволен|Довольна|Скорее доволен|Хорошо|Отлично|Полностью согласен|Да|Скорее да|Очень легко|"
     "Удовлетворён|Промоутер",
     "Нейтрально|Ни доволен, ни недоволен|Нормально|Удовлетворительно|Средне|Затрудняюсь ответить",
     "Недоволен|Очень недовольна|Совсем не доволен|Скорее недоволен|Плохо|Очень плохо|Ужасно|Не согласен|Нет|"
     "Неудовлетворительно|Не очень доволен|Сложно|Критик"},
    {"ukrainian",
     "Задоволений|Дуже задоволений|Скоріше задоволена|Добре|Відмінно|Повністю згоден|Так|Чудово|Дуже легко|Гарно",
     "Нейтрально|Ні задоволений, ні незадоволений|Нормально|Задовільно|Так собі|Важко сказати",
     "Незадоволений|Дуже незадоволена|Зовсім не задоволений|Погано|Дуже погано|Жахливо|Не згоден|Ні|Незадовільно|"
     "Скоріше незадоволений|Складно"},
    {"czech",
     "Spokojen|Velmi spokojena|Spíše spokojený|Dobře|Výborně|Zcela souhlasím|Ano|Určitě ano|Skvělé|Velmi snadné",
     "Neutrální|Ani spokojen, ani nespokojen|Průměrné|Dostatečný|Ujde to|Středně",
     "Nespokojen|Velmi nespokojená|Spíše nespokojen|Vůbec nespokojen|Špatné|Velmi špatně|Hrozné|Nesouhlasím|Ne|"
     "Určitě ne|Obtížné"},
    {"swedish", "Nöjd|Mycket nöjd|Ganska nöjd|Bra|Mycket bra|Instämmer helt|Utmärkt|Ja|Väldigt nöjda|Mycket lätt",
     "Neutral|Varken nöjd eller missnöjd|Okej|Varken eller|Sådär|Godkänd",
     "Missnöjd|Mycket missnöjd|Ganska missnöjd|Inte alls nöjd|Inte nöjd|Dålig|Mycket dåligt|Instämmer inte|Nej|Svårt|"
     "Inte särskilt nöjd"},
    {"danish",
     "Tilfreds|Meget tilfreds|Ret tilfreds|God|Meget god|Helt enig|Fremragende|Ja|Meget let|Særdeles tilfreds",
     "Neutral|Hverken tilfreds eller utilfreds|Hverken eller|Okay|Nogenlunde|Middel",
     "Utilfreds|Meget utilfreds|Slet ikke tilfreds|Ikke tilfreds|Dårlig|Meget dårligt|Helt uenig|Nej|Elendig|Svært"},
    {"norwegian", "Fornøyd|Svært fornøyd|Ganske fornøyd|Bra|Veldig bra|Helt enig|Utmerket|Ja|Svært lett|Meget fornøyd",
     "Nøytral|Verken fornøyd eller misfornøyd|Verken eller|Greit|Middels|Både og",
     "Misfornøyd|Svært misfornøyd|Ganske misfornøyd|Ikke fornøyd|Ikke i det hele tatt fornøyd|Dårlig|Veldig dårlig|"
     "Helt uenig|Nei|Vanskelig"},
    {"finnish",
     "Tyytyväinen|Erittäin tyytyväinen|Melko tyytyväinen|Hyvä|Erinomainen|Täysin samaa mieltä|Kyllä|Helppo|"
     "Hyvin tyytyväinen|Loistava",
     "Neutraali|Ei tyytyväinen eikä tyytymätön|Ei kumpikaan|Kohtalainen|Ok|Keskiverto",
     "Tyytymätön|Erittäin tyytymätön|Melko tyytymätön|Huono|Erittäin huono|Täysin eri mieltä|Ei|Vaikea|"
     "Ei lainkaan tyytyväinen|Kamala"},
    {"turkish",
     "Memnun|Çok memnunum|Son derece memnun|İyi|Çok iyi|Kesinlikle katılıyorum|Mükemmel|Evet|Kolay|Oldukça memnun",
     "Nötr|Ne memnun ne memnun değil|Orta|Kararsızım|Normal|İdare eder",
     "Memnun değil|Hiç memnun değilim|Memnun değilim|Memnuniyetsiz|Kötü|Çok kötü|Katılmıyorum|Hayır|Zor|Berbat|"
     "Pek memnun değil"},
    {"indonesian", "Puas|Sangat puas|Cukup puas|Baik|Sangat baik|Sangat setuju|Bagus sekali|Ya|Mudah|Sangat mudah",
     "Netral|Biasa saja|Sedang|Lumayan|Rata-rata|Biasa",
     "Tidak puas|Sangat tidak puas|Kurang puas|Buruk|Sangat buruk|Tidak setuju|Sangat tidak setuju|Tidak|Sulit|"
     "Sama sekali tidak puas|Jelek"},
    {"vietnamese",
     "Hài lòng|Rất hài lòng|Tương đối hài lòng|Tốt|Rất tốt|Hoàn toàn đồng ý|Tuyệt vời|Có|Dễ dàng|Cực kỳ hài lòng",
     "Bình thường|Trung lập|Trung bình|Tạm được|Ổn|Không ý kiến",
     "Không hài lòng|Rất không hài lòng|Hoàn toàn không hài lòng|Kém|Rất kém|Tệ|Không đồng ý|Không|Khó|"
     "Không hài lòng lắm|Thất vọng"},
    {"japanese",
     "満足|非常に満足|とても満足|やや満足|大変満足している|良い|とても良い|最高|強く同意する|はい|簡単|"
     "どちらかといえば満足",
     "普通|どちらともいえない|どちらでもない|ふつう|まあまあ|中立",
     "不満|非常に不満|とても不満|やや不満|全く満足していない|あまり満足していない|満足していない|悪い|最悪|"
     "そう思わない|"
     "いいえ|難しい|批判者"},
    {"korean", "만족|매우 만족|매우만족|대체로 만족|만족합니다|좋음|매우 좋음|전적으로 동의|네|쉬움|아주 만족함",
     "보통|보통이다|중립|그저 그렇다|괜찮음|보통이에요",
     "불만족|매우 불만족|매우불만족|전혀 만족하지 않음|만족하지 않음|나쁨|매우 나쁨|동의하지 않음|아니요|어려움|약간 "
     "불만족"},
    {"chinese", "满意|非常满意|很满意|比较满意|好|很好|非常同意|优秀|是|容易|滿意",
     "一般|中立|普通|还可以|既不满意也不不满意|中等",
     "不满意|非常不满意|很不满意|不太满意|差|很差|非常不同意|否|一点也不满意|困难|不滿意"},
    {"arabic", "راض|راضٍ جدا|راضي|جيد|جيد جداً|ممتاز|موافق بشدة|نعم|سهل|راضية تماما",
     "محايد|متوسط|عادي|مقبول|لا بأس|بين بين",
     "غير راض|غير راضٍ جدا|غير راضٍ على الإطلاق|سيئ|سيئ جدا|غير موافق|لا|صعب|ضعيف|مستاء"},
    {"hindi", "संतुष्ट|बहुत संतुष्ट|अत्यधिक संतुष्ट|अच्छा|बहुत अच्छा|पूरी तरह सहमत|उत्कृष्ट|हाँ|आसान|काफी संतुष्ट",
     "तटस्थ|औसत|ठीक है|सामान्य|न संतुष्ट न असंतुष्ट|ठीक-ठाक",
     "असंतुष्ट|बहुत असंतुष्ट|संतुष्ट नहीं|बिल्कुल नहीं संतुष्ट|खराब|बहुत खराब|असहमत|नहीं|कठिन|बुरा"},
};

}  // namespace

TEST_CASE("every language's words have their class, with intensifiers and negations", "[ratings][languages]") {
  for (const LanguageWords& one : language_words) {
    std::size_t words = 0;
    const auto all_are = [&](std::string_view list, char expected) {
      for (const std::string_view word : split(list, '|')) {
        INFO(one.language << ": " << word);
        CHECK(class_in(one.language, word) == expected);
        ++words;
      }
    };
    all_are(one.positive, '+');
    all_are(one.middle, '0');
    all_are(one.negative, '-');
    CHECK(words >= 20);
  }
}

TEST_CASE("every language of the list has its rating words tested", "[ratings][languages]") {
  std::set<std::string_view> tested{"signs"};
  for (const LanguageWords& one : language_words) tested.insert(one.language);
  for (const LanguageText& language : std::span(language_texts, language_text_count))
    CHECK(tested.contains(language.key));
}

TEST_CASE("no rating line is dead, no word has two meanings in a language", "[ratings][languages]") {
  CHECK(faults_of_rating_lines() == std::vector<std::string>{});
  // Every word of a line that is a rating by itself is read, as what its line says.
  for (const LexiconEntry& entry : lexicon("rating")) {
    const std::string_view kind = entry.arguments.front();
    const std::string_view sign = entry.arguments.size() > 1 ? entry.arguments.back() : "";
    const char expected = kind == "mild" || kind == "middle" || kind == "passive"        ? '0'
                          : kind == "yes" || kind == "promoter" || sign.starts_with('+') ? '+'
                          : kind == "no" || kind == "detractor" || sign.starts_with('-') ? '-'
                                                                                         : '?';
    if (expected == '?') continue;
    for (const std::string_view pattern : entry.words) {
      // The first form of `satisfech|o|a`.
      std::string word;
      for (const std::string_view token : split(pattern, ' ')) {
        const auto parts = split(token, '|');
        word += (word.empty() ? "" : " ") + std::string(parts[0]) + std::string(parts.size() > 1 ? parts[1] : "");
      }
      INFO(entry.language << ", line " << kind << " " << sign << ": " << word);
      CHECK(class_in(entry.language == "signs" ? "english" : entry.language, word) == expected);
    }
  }
}

TEST_CASE("intensifiers, negations and what stands with both go with every stem of their language",
          "[ratings][languages]") {
  for (const LanguageText& language : std::span(language_texts, language_text_count)) {
    std::string stem;
    for (const LexiconEntry& entry : lexicon("rating"))
      if (entry.language == language.key && entry.arguments.front() == "satisfaction" &&
          entry.arguments.back() == "+" && stem.empty()) {
        const auto parts = split(entry.words.front(), '|');
        stem = std::string(parts[0]) + std::string(parts.size() > 1 ? parts[1] : "");
      }
    for (const LexiconEntry& entry : lexicon("rating")) {
      if (entry.language != language.key) continue;
      for (const std::string_view pattern : entry.words) {
        if (pattern.find('|') != pattern.npos) continue;  // the forms of a stem have their own test
        const std::string_view word = pattern;
        INFO(entry.language << ": " << word << " " << stem);
        if (entry.arguments.front() == "degree")
          CHECK(class_in(language.key, std::string(word) + " " + stem) == '+');
        else if (entry.arguments.front() == "not")
          CHECK(class_in(language.key, std::string(word) + " " + stem) == '-');
        else if (entry.arguments.front() == "filler")
          CHECK(class_in(language.key, std::string(word) + " " + stem) == '+');
        else if (entry.arguments.front() == "prefix")
          CHECK(class_in(language.key, std::string(word) + stem) == '-');
        else if (entry.arguments.front() == "suffix")
          CHECK(class_in(language.key, stem + std::string(word)) == '-');
      }
    }
  }
}

TEST_CASE("sets of a language file rise", "[ratings][languages]") {
  for (const RatingWordSet& set : rating_word_sets()) {
    int before = -6;
    for (const std::string& word : set.words) {
      INFO(set.words.front() << " … " << word);
      const auto phrase = best_reading(read_rating_word(word), set.language);
      REQUIRE(phrase.has_value());
      CHECK(phrase->degree >= before);
      before = phrase->degree;
    }
  }
}

TEST_CASE("unrated, asked and not asked are known in every language", "[ratings][languages]") {
  for (const auto& [kind, expected] : {std::pair{"unrated", '.'}, {"asked", 'a'}, {"notasked", 'n'}})
    for (const LexiconEntry& entry : lexicon(kind))
      for (const std::string_view word : entry.words) {
        INFO(entry.language << ": " << word);
        CHECK(class_in(entry.language == "signs" ? "english" : entry.language, word) == expected);
      }
}

TEST_CASE("the degree of a phrase gives its place", "[ratings]") {
  CHECK(degree_of("english", "extremely satisfied") == 5);
  CHECK(degree_of("english", "very satisfied") == 4);
  CHECK(degree_of("english", "satisfied") == 3);
  CHECK(degree_of("english", "somewhat satisfied") == 2);
  CHECK(degree_of("english", "slightly satisfied") == 1);
  CHECK(degree_of("english", "neither satisfied nor dissatisfied") == 0);
  CHECK(degree_of("english", "somewhat dissatisfied") == -2);
  CHECK(degree_of("english", "not very satisfied") == -2);
  CHECK(degree_of("english", "not satisfied") == -3);
  CHECK(degree_of("english", "not at all satisfied") == -5);
  CHECK(degree_of("english", "excellent") == 5);
  CHECK(degree_of("indonesian", "sangat tidak puas") == -4);
  CHECK(degree_of("french", "pas du tout satisfait") == -5);
  CHECK(degree_of("french", "plutôt pas satisfait") == -2);
  CHECK(degree_of("spanish", "nada satisfecho") == -5);
  CHECK(degree_of("japanese", "全く満足していない") == -5);
}

TEST_CASE("an answer may be yes or no with a degree, or the degree alone", "[ratings]") {
  CHECK(degree_of("english", "Yes, completely") == 5);
  CHECK(degree_of("english", "Completely") == 5);
  CHECK(degree_of("english", "Yes, partially") == 0);
  CHECK(degree_of("english", "Partly") == 0);
  CHECK(degree_of("english", "Not really") == -2);
  CHECK(degree_of("english", "Definitely not") == -5);
  CHECK(degree_of("german", "Ja, teilweise") == 0);
  CHECK(degree_of("german", "eher nein") == -2);
}

TEST_CASE("what the grammar can't read whole is no rating", "[ratings]") {
  for (const char* text : {"good grief, bad", "good morning",

                           "not", "un", "it was", "I waited three days", "not bad", "bad good", "very and",
                           "the agent was rude and slow", "happy 😡", "satis", "satisfied customers leave",
                           "neither satisfied", "no no no", "nondescript", "ungood morning",

                           "très happy"}) {
    INFO(text);
    CHECK(word_class(rating_word(text)) == Word::unknown);
  }
}

TEST_CASE("marks of letters, case, blanks and signs at the end are nothing", "[ratings]") {
  CHECK(class_in("portuguese", "PESSIMO!") == '-');
  CHECK(class_in("french", "tres  insatisfait.") == '-');
  CHECK(class_in("german", "UNZUFRIEDEN") == '-');
  CHECK(class_in("turkish", "COK KOTU") == '-');
  CHECK(class_in("polish", "zle") == '-');
  CHECK(class_in("russian", "удовлетворён") == '+');
  CHECK(class_in("english", "don’t agree") == '-');
}

TEST_CASE("faces, hands and hearts need no language", "[ratings]") {
  for (const char* sign : {"👍", "👍🏽", "❤️", "❤", "😀", "😊", "💚", "👏", "😍"})
    CHECK(word_class(rating_word(sign)) == Word::positive);
  for (const char* sign : {"👎", "👎🏻", "💔", "😡", "☹️", "😢"})
    CHECK(word_class(rating_word(sign)) == Word::negative);
  CHECK(word_class(rating_word("😐")) == Word::neutral);
  CHECK(word_class(rating_word("🚗")) == Word::unknown);
}

TEST_CASE("a cell that is a word in two languages has both readings", "[ratings]") {
  // `Mala` is bad in Spanish, and nothing in English.
  CHECK(class_in("spanish", "mala") == '-');
  CHECK(class_in("english", "mala") == '?');
  CHECK(class_in("swedish", "bra") == '+');
  CHECK(class_in("german", "bad") == '?');
}

TEST_CASE("long and strange texts are read fast", "[ratings]") {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "no ";
  CHECK(read_rating_word(rating_word(text)).empty());
  CHECK(read_rating_word(rating_word(std::string(100000, 'a'))).empty());
}
