import { readKnowledge } from '#knowledge';
import type { Parts } from '../phrases';

type Lists<Name extends string> = Readonly<Record<Name, string>>;

/** Lists of words and phrases; what each is for stands beside it in the YAML. */
export const STATEMENT_WORDS = readKnowledge('requirements', 'statements') as {
  readonly parts: Parts;
  readonly withdrawn: Lists<'gone' | 'empty' | 'statuses'>;
  readonly 'about-document': Lists<
    'quoted' | 'speaks-of-words' | 'standards' | 'interpreted' | 'names' | 'does' | 'readers' | 'requirements'
  >;
  readonly conditions: Lists<'event_driven' | 'state_driven' | 'unwanted_behaviour' | 'optional_feature'>;
  readonly products: string;
  readonly roles: Lists<'modals' | 'grants' | 'light-verbs' | 'pronouns'>;
};
