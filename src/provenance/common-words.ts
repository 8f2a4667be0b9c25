// Words that say next to nothing about where a text came from: function words of widely used
// languages, and the stock phrases of assistants and prompts. Lower case.
import { hashOfWord } from "./tokenize.ts";

const ENGLISH = `a able about above according across actually add added after again against all almost along already
also although always am among an and another answer answers any anyone anything are around as ask asked asking at
available away back based be became because become been before begin being below best better between both but by
call called came can cannot case certain certainly change clear clearly come could course current currently d day
days did different do does doesn doing don done down during e each easy either else end enough etc even ever every
everything example examples false far feel few find first five follow following follows for found four from full
further g gave general get give given gives go goes going good got great had happy hand has have having he hello
help helpful her here hers hi high him his how however i idea if important in include included includes including
information input instead into is isn it item items its itself just keep kind know known last later least less let
like likely line list little ll long look looking m made main make makes making many may maybe me mean means might
more most much must my name need needed needs never new next no none nor not note nothing now null number of off ok
okay old on once one only onto open or order other others otherwise our out output over own part particular per
perhaps place please point possible previous problem provide provided provides put question questions quite rather re
read ready really reason regarding relevant reply request required response result results return returned right s
said same say says second see seem seems set several shall she short should show shown shows simple simply since small
so some something sorry specific start started state step steps still such sum summary sure t take taken task tell
text than thank thanks that the their them then there these they thing things think this those though three through
thus time times title to today together too total toward true try two type under understand understood undefined until
up upon us use used user uses using usually value values various ve version very via want wanted was way ways we
welcome well were what whatever when where whether which while who whole whom whose why will wish with within without
won word words work works would write written wrong yes yet you your yours yourself zero`;

const OTHERS = `aber als am an auch auf aus bei bin bis bitte da das dass dem den der des die dies diese dieser du
durch ein eine einem einen einer eines er es für gibt hat hier ich ihr im in ist ja kann kein keine mehr mit nach
nein nicht noch nur oder ohne sein sich sie sind so und uns unter vom von vor war was wenn werden wie wir wird zu zum
zur über antwort frage au aux avec ce ces cette comme dans de des donc du elle elles en est et être eu il ils je la le
les leur lui mais me même mes moi mon ne non nos notre nous on ou où oui par pas plus pour qu que qui sa se ses si son
sont sur ta te tu un une vos votre vous y été réponse question al como con cual cuando de del desde donde el ella ellos
en entre era es esa ese eso esta este esto fue ha hay la las lo los me mi muy más ni no nos o otro para pero por porque
que quien se según ser si sin sobre son su sus sí también te tiene todo tu un una uno unos y ya à ao aos às com da das
do dos e ela ele em essa esse esta este eu foi isso isto já mas meu na nas nem no nos não num numa os ou pela pelo por
qual quando que quem sem ser seu sua são também tem um uma você alla alle anche che chi ci cui da dai dal dalla degli
dei del della delle di e è ed gli ha hanno i il io la le lo ma mi nel nella noi non o per perché più quale questa
questo se sei si sono sul sulla suo tra un una uno`;

const HASHES = new Set(`${ENGLISH} ${OTHERS}`.split(/\s+/).map(hashOfWord));

/** True for the hash of a word that alone, or in short company, is no evidence. */
export function isCommonWord(hash: number): boolean {
  return HASHES.has(hash);
}
