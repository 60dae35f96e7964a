import { readKnowledge } from '#knowledge';

/** Lists of words and phrases; what each is for stands beside it in the YAML. */
export const DOMAIN_WORDS = readKnowledge('requirements', 'domain') as {
  readonly things: Readonly<Record<'empty-heads' | 'only-alone' | 'adjectives', string>>;
  readonly everyday: string;
  readonly actors: Readonly<Record<'machines' | 'people' | 'no-people', string>>;
  readonly relations: Readonly<Record<string, string>>;
  readonly systems: Readonly<Record<'before' | 'after' | 'actions' | 'ordinary-next' | 'generic', string>>;
};
