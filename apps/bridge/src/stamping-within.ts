import type { PersonalData } from '#personal-data';
import { signsStamps, Stamps, type Signing, type Stamping } from '#stamping';
import type { GroupLimits, Query } from '#storage';

/** Stamping in a transaction that is open: the keys of people are made in it as well. */
export function stampingWithin(query: Query, personal: PersonalData, signing: Signing, limits?: GroupLimits): Stamping {
  const now = () => new Date();
  const { signed, isSigned, judge } = signsStamps(query, signing, limits);
  const stamps = new Stamps(query, { personal: personal.within(query), now }, limits);
  return { stamps: signed(stamps), now, isSigned, judge };
}
