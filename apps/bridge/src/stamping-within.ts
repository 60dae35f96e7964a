import { PersonalData } from '#personal-data';
import { signsStamps, Stamps, type Signing, type Stamping } from '#stamping';
import type { Database, GroupLimits, Query } from '#storage';

/** Stamping in a transaction that is open: the keys of people are made in it as well. */
export function stampingWithin(
  query: Query,
  masters: ConstructorParameters<typeof PersonalData>[1],
  signing: Signing,
  limits?: GroupLimits,
): Stamping {
  const within: Database['transaction'] = (inside) => inside(query);
  const database: Database = { query, transaction: within, close: () => Promise.resolve() };
  const now = () => new Date();
  const personal = new PersonalData(database, masters);
  const { signed, isSigned, judge } = signsStamps(query, signing, limits);
  return { stamps: signed(new Stamps(query, { personal, now }, limits)), now, isSigned, judge };
}
