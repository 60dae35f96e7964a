import type { Quality } from './quality-lexicon';

/** Heads under which every sentence is of one class; `any` = a quality, which one the sentence says. Order matters. */
const HEADINGS: readonly (readonly [RegExp, Quality | 'functional' | 'any'])[] = [
  [/\bnon[- ]?functional\b|\bquality (?:attributes?|requirements?)\b|\bnfrs?\b|^qualities$|^constraints$/iu, 'any'],
  [
    /\bfunctional\b|\bfeatures?\b|\buser stor(?:y|ies)\b|\buse cases?\b|\bcapabilit(?:y|ies)\b|\bfrs?\b/iu,
    'functional',
  ],
  [/\b(?:fault[- ]toleran\w+|resilien\w+|disaster recovery|robustness|recoverab\w+)\b/iu, 'fault_tolerance'],
  [/\b(?:availability|reliability|uptime|service levels?|slas?|slos?)\b/iu, 'availability'],
  [
    /\b(?:performances?|latency|throughput|response times?|efficiency|speed|leistung|rendimiento|desempenho|prestazioni|prestaties)\b/iu,
    'performance',
  ],
  [/\b(?:scalab\w+|capacity|scale|growth)\b/iu, 'scalability'],
  [
    /\b(?:security|privacy|access control|data protection|sicherheit|datenschutz|seguridad|segurança|sicurezza|beveiliging)\b|sécurité/iu,
    'security',
  ],
  [/\b(?:usab\w+|accessib\w+|user experience|ux|locali[sz]ation|internationali[sz]ation)\b/iu, 'usability'],
  [/\b(?:look and feel|visual design|branding|appearance|user interface style)\b/iu, 'look_and_feel'],
  [/\b(?:maintainab\w+|supportability|extensib\w+|testability|modifiability)\b/iu, 'maintainability'],
  [/\b(?:portab\w+|compatib\w+|platforms? support|supported platforms?)\b/iu, 'portability'],
  [/\b(?:compliance|legal|regulat\w+|licensing)\b/iu, 'legal'],
  [/\b(?:operational|deployment|infrastructure|observability|environment)\b/iu, 'operational'],
];

/** The class a heading puts on everything under it, or null when it says nothing about it. */
export function qualityOfHeading(heading: string): Quality | 'functional' | 'any' | null {
  const text = heading.slice(0, 200);
  return HEADINGS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
