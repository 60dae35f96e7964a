/**
 * The eleven classes of the PROMISE scheme, in the words of ISO/IEC 25010 where it has one
 * (docs/intelligence/requirements.md has the mapping).
 */
export const QUALITIES = [
  'availability',
  'legal',
  'look_and_feel',
  'maintainability',
  'operational',
  'performance',
  'scalability',
  'security',
  'usability',
  'fault_tolerance',
  'portability',
] as const;

export type Quality = (typeof QUALITIES)[number];

/** What speaks for one quality: `strong` decides alone against one plain action verb, `weak` needs company. */
interface Signals {
  strong: RegExp;
  weak: RegExp;
}

const phrases = (...alternatives: string[]): RegExp => new RegExp(`\\b(?:${alternatives.join('|')})`, 'gu');

const TIME = '(?:milli|micro)?sec(?:ond)?s?\\b|ms\\b|min(?:ute)?s?\\b|hours?\\b';
const NUMBER = '(?:\\d[\\d,.]{0,12}|one|two|three|four|five|ten|fifteen|thirty|sixty)';

/** Own word lists for lower-case text, written from the definitions of the classes; strong 2, weak 1 (see `classify.ts`). */
export const QUALITY_SIGNALS: Readonly<Record<Quality, Signals>> = {
  availability: {
    strong: phrases(
      'availability\\b|up-?time|down-?time|24 ?(?:/|x|×) ?7|24 hours',
      '(?:always|continuously|highly|be|remain|is) available (?:for use|at all times|24|\\d|always|during|continuously)',
      'available \\d+|9\\d(?:\\.\\d+)? ?(?:%|percent) of the time|mean time (?:between|to)|out of service|outages?\\b',
      '(?:hours|days) (?:per|a) (?:day|week|year)|(?:per|a) day,? (?:7|seven|365)|around the clock|service[- ]level',
    ),
    weak: phrases('available\\b|accessible\\b|reliab\\w+|every time|at all times|interrupt\\w*'),
  },
  legal: {
    strong: phrases(
      'compl(?:y|ies|iant|iance)\\b|regulat(?:ions?|ory)\\b|laws?\\b|legal\\w*|legislation|licen[cs]e (?:agreement|terms)',
      'copyright\\w*|gdpr\\b|hipaa\\b|sarbanes|sox\\b|pci[- ]dss\\b|statut\\w+|eula\\b|trademarks?\\b|liab(?:le|ility)\\b',
      'disclaimer|terms of (?:use|service)|consent of',
    ),
    weak: phrases(
      'standards?\\b|guidelines?\\b|polic(?:y|ies)\\b|conform\\w*|adhere\\w*|agreements?\\b|certif\\w+|licen[cs]\\w+',
      'act\\b(?= of)',
    ),
  },
  look_and_feel: {
    strong: phrases(
      'look(?:s|-| )(?:and|&)[- ]feel|appearance|appealing|attractive\\w*|colou?r (?:scheme|palette|blind)\\w*|colou?rs?\\b',
      'fonts?\\b|logos?\\b|brand(?:ing|ed)?\\b|professional(?:ly)?\\b|aesthetic\\w*|visual (?:design|style|theme|identity)',
      'modern (?:look|design|style)|simple to use\\b(?=.{0,40}look)|(?:background|foreground) (?:colou?r|image)',
      'corporate (?:identity|style|image)|readable|legible',
    ),
    weak: phrases(
      'consistent\\w*|uniform\\w*|layout\\w*|styles?\\b|themes?\\b|icons?\\b|graphic(?:s|al)?\\b|gui\\b|user interfaces?\\b',
      'screen size|resolution|animation\\w*|design\\b|look\\b|appear\\b|sounds?\\b',
    ),
  },
  maintainability: {
    strong: phrases(
      'maintainab\\w+|maintenance|extensib\\w+|modular\\w*|modifiab\\w+|testab\\w+|reusab\\w+|source code',
      'coding (?:standards?|conventions?|guidelines?)|test coverage|code (?:coverage|quality|review)|unit tests?\\b',
      'easy to (?:maintain|extend|modify|update|change|upgrade)',
      'easily (?:be )?(?:maintain|extend|modif|updat|chang|upgrad|customi[sz])\\w*|(?:new )?releases?\\b|bug fix\\w*',
      'developers?\\b|future (?:changes|enhancements|versions|extension\\w*)',
      'new (?:features|functionality|technolog\\w+|modules)',
    ),
    weak: phrases(
      'upgrad\\w+|updated on|well[- ]documented|documentation|support\\b(?= (?:desk|staff|team))|configurab\\w+|flexib\\w+',
      'customi[sz]able|adapt\\w*|defects?\\b|without (?:alter|chang|modif|recompil|redeploy)\\w*|installed',
    ),
  },
  operational: {
    strong: phrases(
      'interfac(?:es?|ing) (?:with|to)\\b|operating (?:system|environment)s?|compatib\\w+|interoperab\\w+',
      '(?:internet explorer|firefox|chrome|safari|netscape|mozilla|opera|web browsers?|browsers?)\\b',
      '(?:windows|linux|unix|solaris|macos|mac os|oracle|sql server|mysql|apache|tomcat|iis|java|\\.net|j2ee|php)\\b|hardware',
      'web server|middleware|environment(?:s|al)?\\b|temperature\\w*',
      'existing (?:system|infrastructure|network|hardware|database)s?|deploy(?:ed|ment)|cloud\\b',
      'run(?:s|ning)? (?:on|in)\\b|operate (?:on|in|with)\\b|integrat(?:es?|ed|ion|ing) with|data ?base management',
    ),
    weak: phrases(
      'servers?\\b|network\\w*|internet\\b|platforms?\\b|bandwidth|memory\\b|disk\\b|wireless|protocols?\\b|web[- ]based',
      'client[- ]server|technolog\\w+|relational|database\\b|devices?\\b|external (?:system|service)s?|install(?:ation)?s?\\b',
      'backed up|back-?ups?\\b',
    ),
  },
  performance: {
    strong: phrases(
      `(?:within|in|under|than|exceed|exceeding|longer|most|every|maximum(?: of)?|up to|after|about|approximately|later|least|of|take|takes) ${NUMBER} ?-?(?:${TIME})`,
      `${NUMBER} ?-? ?(?:milli|micro)?sec(?:ond)?s?\\b|${NUMBER} ?ms\\b|response times?`,
      'respon(?:d|se) (?:\\w+ )?(?:quickly|fast|promptly|within|in under)|load(?:ing)? times?|processing time|performance',
      'throughput|latenc\\w+|acceptable time|reasonable time|time ?lag|per (?:second|minute)\\b|tps\\b|fast(?:er|est)?\\b',
      'quick(?:ly|er)?\\b|speed\\w*|instantaneous\\w*|efficien(?:t|tly|cy)\\b|delays?\\b|kbps\\b|p9\\d\\b|percentile|cpu\\b',
      'frames per|optimi[sz]ed\\b|refresh(?:ed)? every|multi-?thread\\w*|load balanc\\w+',
    ),
    weak: phrases(
      'real[- ]time|immediate(?:ly)?\\b|at least \\d|at most \\d|no (?:more|longer|later) than|less than \\d|accura\\w+',
      'minim(?:al|um|i[sz]e)\\b|maximum\\b|time\\b(?= (?:to|taken|required|for))|parallel|precision',
    ),
  },
  scalability: {
    strong: phrases(
      'scal(?:able|ability|es? (?:to|up|out|horizontally))|(?:concurrent|simultaneous)(?:ly)?\\b',
      `(?:support|handl|process|accommodat|stor|serv|manag)\\w* (?:\\w+ ){0,4}(?:of )?\\d[\\d,. ]*(?:k\\b|m\\b|\\+)? ?(?:million |thousand |billion )?(?:\\w+ ){0,2}(?:users?|customers|members|transactions|records|clients|requests|connections|orders|events|devices|messages|products|items|students|visitors)\\b`,
      '(?:multiple|many|large number of|number of|millions? of|thousands? of|hundreds? of) (?:\\w+ ){0,2}(?:users|customers|transactions|requests|connections|records)\\b(?= (?:at|to|simul|concur|access|in|with))',
      'capacity|expected to grow|growth|expand(?:able|ed|ing)?\\b',
      'increas(?:e|ing) (?:in )?(?:the )?(?:number|load|volume|users|demand)|peak (?:load|hours|times?|usage)|elastic\\w*',
      'large (?:volumes?|amounts?|numbers?)',
    ),
    weak: phrases('grow\\w*|handle (?:up to )?\\d|volumes?\\b|millions?\\b|at the same time|size of|multi-?user|sized'),
  },
  security: {
    strong: phrases(
      'secur(?:e|ed|ely|ity)\\b|encrypt\\w*|unauthori[sz]ed|authori[sz]ation\\b|authenticat\\w+|access control\\w*',
      'access rights|privac\\w+|confidential\\w*|sensitive\\b|virus(?:es)?\\b|malicious\\w*|malware|attack\\w*|hack\\w+',
      'ssl\\b|tls\\b|https\\b|hash(?:ed|ing)?\\b|firewall|intru(?:der|sion)\\w*|integrity\\b|penetration',
      'protect(?:ed|s|ion)?\\b|^only (?:\\w+ ){1,6}?(?:shall|can|may|must|should|will|are|is|have)\\b',
      '(?:shall|can|may|must|should|will|be)(?: be)? (?:only|accessible only|restricted|limited) (?:to|by|be)\\b',
      'only (?:be )?(?:accessible|accessed|viewed|modified|available|visible|used|changed|updated|deleted|performed) (?:by|to|from)\\b',
      'without (?:\\w+ ){0,3}(?:role|permission|authori[sz]ation|privilege)s?\\b',
      '(?:automatically )?log(?:ged)? ?(?:out|off)\\b|inactiv\\w+|session (?:time-?out|expir\\w+)|time(?:s|d)? out\\b',
      'audit (?:trail|log)s?|two-factor|multi-factor|mfa\\b|fraud\\w*|breach\\w*|vulnerab\\w+|captcha\\w*|least privilege',
    ),
    weak: phrases(
      'passwords?\\b|authori[sz]ed\\b|permissions?\\b|privileges?\\b|credentials?\\b|role[- ]based|log(?:ged)? ?in\\b|login\\b|restrict\\w*',
      'prevent\\w*|roles?\\b|invalid data|incorrect data|deny|denied|private\\b|audit\\w*|cookies?\\b',
      'personal (?:data|information)|identif(?:y|ied|ication)\\b',
      'shall not (?:be able to )?(?:view|access|see|display|reveal|disclose|expose)',
      'never (?:be )?(?:display|show|store|expose|reveal)\\w*',
    ),
  },
  usability: {
    strong: phrases(
      'eas(?:y|ily|ier)\\b|ease of|intuitive\\w*|user[- ]?friendl\\w+|usab(?:le|ility)\\b|understand(?:able|ing)?\\b',
      'self[- ]explanatory|learn(?:ed|able|ing)?\\b(?= (?:to|how|the|by|within|in|curve|and|new|with))|easy to learn',
      'training\\b|untrained|trained\\b',
      '\\d+ ?(?:%|percent) of (?:all |the |our |new |untrained |first[- ]time )?\\w*(?:users?|people|customers|members|students|operators|staff|respondents)\\b',
      'satisf(?:y|ied|action)\\b|productivity|accessib(?:le|ility) (?:to|for) (?:\\w+ )?(?:disab|blind|impair|people)\\w*',
      'disab(?:led|ilit\\w+) (?:users|people|persons)?|handicap\\w*|impair\\w+|wcag\\b|screen reader\\w*',
      'multi[- ]?(?:ple )?languages?\\b|language support|locali[sz]\\w+|internationali[sz]\\w+|first[- ]time users?',
      'no(?:t)? (?:need|require)\\w* (?:\\w+ ){0,3}(?:training|manual|instructions)',
      'number of clicks|(?:\\d+|two|three|few) clicks|navigab\\w+|memorable|convenient\\w*|familiar|novice|on-?line help',
    ),
    weak: phrases(
      'simple\\b|clear(?:ly)?\\b|help\\b(?! desk)|tool-?tips?\\b|meaningful|manuals?\\b|instructions?\\b|tutorials?\\b',
      'language\\b|locales?\\b|english\\b|spanish\\b|friendly\\b|symbols?\\b|jargon|comfortabl\\w+|feedback\\b|shortcuts?\\b|naturally',
      'experience\\b|able to use\\b|self-service',
    ),
  },
  fault_tolerance: {
    strong: phrases(
      'fault[- ]?toleran\\w+|faults?\\b|robust\\w*|resilien\\w+|fail-?over|fail-?safe|redundan\\w+|crash\\w*',
      'recover(?:y|s|ed|able)?\\b|off-?line mode|no (?:single point|data loss)|single point of failure',
      'loss of (?:data|power|connection|information|communication)|power (?:failure|outage|loss)',
      '(?:event|case) of (?:an? )?(?:\\w+ ){0,3}(?:failure|error|crash|outage|disaster)|fail(?:s|ures?)\\b|gracefully',
      'malfunction\\w*|disaster|lost? (?:connection|connectivity)|degrad\\w+|continue to (?:operate|function|work|run)',
    ),
    weak: phrases(
      'errors?\\b|exceptions?\\b|restor\\w+|back-?ups?\\b|off-?line|retr(?:y|ies)\\b|unavailable|lost\\b|retain\\w*',
      'rollback|roll back|stable\\b',
    ),
  },
  portability: {
    strong: phrases(
      'portab\\w+|(?:cross|multi)-?platform|platform[- ]independen\\w+|transferable',
      '(?:android|ios|iphone|ipad|blackberry|symbian)\\b',
      '(?:different|various|multiple|all|any) (?:\\w+ )?(?:platforms?|operating systems?|devices|browsers)',
      'independent of (?:the )?(?:\\w+ )?(?:platform|operating|hardware)|migrat\\w+|responsive\\b',
    ),
    weak: phrases('mobile (?:devices?|phones?)|smart-?phones?|tablets?\\b|versions? of|screen sizes?|ported\\b'),
  },
};
