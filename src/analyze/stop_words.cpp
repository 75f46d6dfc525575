#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "dsat/analyze/comments.hpp"
#include "dsat/base/text.hpp"

namespace dsat::analyze {
namespace {

/// Articles, pronouns, prepositions, conjunctions and auxiliaries, by language. A word stands here even where another
/// language means something by it (`die`, `sur`): it is rare there, and the neighbours tell.
constexpr std::array<std::string_view, 11> lists = {
    // English
    "a about after again all also am an and any are as at be because been before being but by can could did do does "
    "doing for from further had has have having he her here hers him his how i if in into is it it's its just me more "
    "most my of off on once only or other our out over own same she should so some such than that the their them then "
    "there these they this those through to too under until up us very was we were what when where which while who "
    "whom why will with would you your i'm i've you're they're that's im ive one get got",
    // German
    "aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist da dabei "
    "damit dann das dass daß dazu dein dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch "
    "dort du durch ein eine einem einen einer eines er es etwas euch euer für gegen gewesen hab habe haben hat hatte "
    "hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes "
    "jetzt kann können könnte man mein meine meinem meinen meiner mich mir mit muss nach noch nun nur ob oder sehr "
    "sein "
    "seine seinem seinen seiner seit sich sie sind so soll sollte sondern über um und uns unser unter vom von vor war "
    "waren was weg weil welche welchem welchen welcher wenn wer werde werden wie wieder will wir wird wo wollen würde "
    "würden zu zum zur zwar zwischen schon",
    // French
    "a ai aie ais ait alors au aucun aussi autre aux avec avez avoir avons c'est ce cela ces cet cette ceux chez "
    "comme d dans de des donc du elle elles en encore est et était étaient été être eu eux fait il ils j j'ai je l la "
    "le "
    "les leur leurs lui m ma mais me même mes mon n ni nos notre nous on ont ou où par parce pour qu que quel quelle "
    "qui "
    "quoi s sa sans se sera ses si son sont sous suis sur ta te tes ton tous tout toute toutes très tu un une vos "
    "votre "
    "vous y",
    // Spanish
    "a al algo ante antes aquí así aún cada como con cual cuando de del desde donde dos durante e el él ella ellas "
    "ellos "
    "en entre era eran es esa esas ese eso esos esta está están estas este esto estos fue fueron ha había han has "
    "hasta "
    "hay he la las le les lo los más me mi mis mucho muy nos nosotros o os otra otro para pero por porque pues que qué "
    "quien se sea ser si sí sido sin sobre son soy su sus también tan te tener tengo tiene todo todos tu tú un una "
    "unas "
    "uno unos usted ustedes y ya yo",
    // Portuguese
    "à ao aos aquela aquele aqui as às até cada com como da das de dela dele depois do dos e é ela elas ele eles em "
    "entre "
    "era essa esse esta está estão estava este eu foi foram há isso isto já la lhe lo mais mas me mesmo meu meus minha "
    "muito na nas no nos nós nossa nosso num numa o os ou para pela pelas pelo pelos por porque pra qual quando que "
    "quem "
    "são se ser seu seus só sua suas também te tem têm tenho ter teu toda todo todos tu um uma você vocês vos",
    // Italian
    "a ad agli ai al alla alle allo anche avere aveva che chi ci come con cosa cui da dagli dai dal dalla dalle degli "
    "dei "
    "del della delle dello di dopo dove e è ed era essere fa fra gli ha hai hanno ho i il in io l la le lei li lo loro "
    "lui "
    "ma me mi mia mie miei mio molto ne negli nei nel nella nelle noi nostro o ogni per perché più poi quando quella "
    "quelle quelli quello questa queste questi questo qui se sei si sia solo sono sta su sua sue sugli sul sulla suo "
    "tra "
    "tu tua tuo tutti tutto un una uno vi voi",
    // Dutch
    "aan al alle als altijd andere ben bij daar dan dat de deze die dit doen dus een eens en er ge had heb hebben "
    "heeft hem het hier hij hoe hun iemand iets ik in is ja je jij jullie kan kon kunnen maar me meer men met mij mijn "
    "moet na naar nog nu of om omdat onder ons ook op over te toch toen tot u uit uw van veel voor waren was wat we "
    "wel "
    "werd wezen wie wil worden wordt zal ze zelf zich zij zijn zo zonder zou",
    // Russian
    "а без более бы был была были было быть в вам вас весь во вот все всё всего всех вы где да даже для до его ее её "
    "ей "
    "ему если есть еще ещё же за здесь и из или им их к как какой когда которая которые который кто ли лишь мне мной "
    "может "
    "можно мой моя мы на над надо нам нас наш него нее неё ней них но ну о об один он она они оно от очень по под "
    "после "
    "потом потому почти при про раз с сам сама себе себя со так также такой там те тебя тем теперь то тоже только том "
    "тот "
    "ту ты у уж уже хотя чего чем что чтобы чуть эта эти это этого этой этом этот эту я",
    // Ukrainian
    "а або але без був була були було бути в вам вас ви від він вона вони воно все всі де для до є ж за з зі й його "
    "йому "
    "із і її їй їх із коли який яка які кого кому лише мені мене ми мій моя на над нам нас наш нам о об один по під "
    "після "
    "при про та так також там те тебе ти тільки то тоді тому у хто це цей ця ці цього чи чим що щоб як якщо я",
    // Polish
    "a aby albo ale bardzo bez będzie był była było były być ci co coś czy czyli dla do gdy gdzie go i ich ile im ja "
    "jak "
    "jako jego jej jest jestem jeszcze jeśli już każdy która które którego której który których którzy lub ma mam mi "
    "mnie "
    "mój mu my na nad nam nas o od on ona one oni ono oraz pani po pod poza przed przez przy są się sobie ta tak "
    "taki "
    "tam te tego tej ten też to tu tylko tym u w was we więc wszystko wy z za ze że",
    // Turkish
    "acaba ama ancak bana bazı belki ben beni benim bir biraz biri birkaç biz bize bizi bu buna bunda bundan bunu "
    "bunun "
    "çok çünkü da daha de defa diye eğer en gibi hem hep hepsi her için ile ise kadar ki kim mı mi mu mü nasıl ne "
    "neden "
    "nerede niye o ona ondan onlar onu onun sana sen seni siz size şey şu tüm ve veya ya yani",
};

const std::vector<std::string>& all_words() {
  static const std::vector<std::string> sorted = [] {
    std::vector<std::string> words;
    for (const std::string_view list : lists)
      for (const std::string_view word : split(list, ' ')) words.push_back(fold(word));
    std::ranges::sort(words);
    words.erase(std::ranges::unique(words).begin(), words.end());
    return words;
  }();
  return sorted;
}

}  // namespace

bool is_stop_word(std::string_view folded) {
  return std::ranges::binary_search(all_words(), folded, std::less<>());
}

}  // namespace dsat::analyze
