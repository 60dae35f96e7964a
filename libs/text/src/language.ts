/** What a text is written in. */
export interface Language {
  /** ISO 639-1. */
  readonly code: string;
  /** In English. */
  readonly name: string;
}

/** The commonest function words of languages in Latin and Cyrillic letters. A word of several languages counts for each. */
const WORDS: Readonly<Record<string, readonly [name: string, words: string]>> = {
  en: [
    'English',
    'the of and to in is are be for with that this on by from must shall should will can may not it an as or if when at we all each user users system',
  ],
  de: [
    'German',
    'der die das und ist sind nicht ein eine einen einer einem mit von für auf zu den dem des im werden wird muss müssen soll sollen kann können darf dürfen sich auch bei oder wenn als ich möchte damit alle nach über aus keine kein nur',
  ],
  fr: [
    'French',
    'le la les des un une et est sont dans pour par sur avec que qui ne pas doit doivent peut être du au aux ce cette son ses en tant je veux afin il elle nous chaque tous ou plus sans',
  ],
  es: [
    'Spanish',
    'el la los las un una y es son en para por con que no debe deben puede pueden del al se su sus como quiero de lo cada todos más sin o si cuando ser sistema usuario',
  ],
  pt: [
    'Portuguese',
    'o a os as um uma e é são em para por com que não deve devem pode podem do da dos das no na ao se seu sua como quero de cada todos mais sem ou quando ser sistema usuário',
  ],
  it: [
    'Italian',
    'il lo la i gli le un una e è sono in per con che non deve devono può possono del della dei delle al alla nel si suo come voglio di ogni tutti più senza o quando essere sistema utente',
  ],
  nl: [
    'Dutch',
    'de het een en is zijn niet met van voor op te dat die moet moeten kan kunnen mag wordt worden aan als bij ook om in uit naar door alle geen gebruiker systeem wil',
  ],
  pl: [
    'Polish',
    'i w na z do nie jest są się musi powinien może być oraz że dla jako przez po od lub każdy system użytkownik',
  ],
  cs: ['Czech', 'a v na s do je jsou se musí by měl může být nebo že pro jako při od každý systém uživatel není aby'],
  sv: [
    'Swedish',
    'och i att är en ett som på för med av den det ska skall måste kan inte till från eller om alla användaren systemet',
  ],
  da: [
    'Danish',
    'og i at er en et som på for med af den det skal kan ikke til fra eller om alle brugeren systemet må være',
  ],
  no: [
    'Norwegian',
    'og i at er en et som på for med av den det skal må kan ikke til fra eller om alle brukeren systemet være',
  ],
  fi: ['Finnish', 'ja on ei se että tulee pitää voi kun jos tai myös ovat järjestelmän käyttäjä kaikki olla sekä'],
  tr: ['Turkish', 've bir bu ile için olarak olmalıdır gerekir sistem kullanıcı her veya da de en çok daha'],
  ro: [
    'Romanian',
    'și în de la cu pe un o este sunt trebuie să nu care sau din pentru fiecare sistemul utilizator poate',
  ],
  hu: ['Hungarian', 'a az és egy nem hogy kell lehet van minden vagy rendszer felhasználó kell ha is'],
  id: [
    'Indonesian',
    'yang dan di harus dapat dengan untuk dari pada tidak atau sistem pengguna ini itu dalam setiap akan',
  ],
  vi: ['Vietnamese', 'và của các phải có thể không được cho trong là một người dùng hệ thống với khi'],
  ru: [
    'Russian',
    'и в на с не должна должен должно должны может быть для что как по из или при система пользователь если от',
  ],
  uk: [
    'Ukrainian',
    'і в на з не повинна повинен повинні може бути для що як по або при система користувач якщо від та',
  ],
};

/** Languages by their letters. */
const SCRIPTS: readonly (readonly [code: string, name: string, letters: RegExp])[] = [
  ['ja', 'Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', 'Korean', /\p{Script=Hangul}/gu],
  ['zh', 'Chinese', /\p{Script=Han}/gu],
  ['ar', 'Arabic', /\p{Script=Arabic}/gu],
  ['he', 'Hebrew', /\p{Script=Hebrew}/gu],
  ['hi', 'Hindi', /\p{Script=Devanagari}/gu],
  ['th', 'Thai', /\p{Script=Thai}/gu],
  ['el', 'Greek', /\p{Script=Greek}/gu],
];

/** More is not needed to know. */
const MAX_CHARS = 20_000;

/** Of the letters, where a script decides: names and code in Latin letters stand in every text. */
const SCRIPT_SHARE = 0.2;

/** Of the words: English lists have few function words, so another language must have this many and twice those of English. */
const FOREIGN_SHARE = 0.12;
const FOREIGN_WORDS = 2;

const SETS: readonly (readonly [code: string, name: string, words: ReadonlySet<string>])[] = Object.entries(WORDS).map(
  ([code, [name, words]]) => [code, name, new Set(words.split(' '))],
);

const ENGLISH: Language = { code: 'en', name: 'English' };

/** The language of a text by its letters and function words: English unless another is clear. */
export function languageOf(text: string): Language {
  const start = text.slice(0, MAX_CHARS);
  return byScript(start) ?? byWords(start) ?? ENGLISH;
}

function byScript(text: string): Language | undefined {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  // Kana first: Japanese has Chinese characters, too.
  const script = SCRIPTS.find(([, , own]) => (text.match(own)?.length ?? 0) > SCRIPT_SHARE * letters);
  return script === undefined ? undefined : { code: script[0], name: script[1] };
}

function byWords(text: string): Language | undefined {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counts = SETS.map(([code, name, own]) => ({ code, name, count: words.filter((word) => own.has(word)).length }));
  const english = counts.find(({ code }) => code === 'en')?.count ?? 0;
  const [best] = counts.filter(({ code }) => code !== 'en').sort((one, other) => other.count - one.count);
  if (best === undefined || best.count < FOREIGN_WORDS || best.count < FOREIGN_SHARE * words.length) return undefined;
  return best.count > 2 * english ? { code: best.code, name: best.name } : undefined;
}
