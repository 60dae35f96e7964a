import type { PersonalData } from '#personal-data';
import { openEvents } from '../personal/open-events';
import type { Projection } from './projection';

/** The projection, also of events that are about people, as far as they can be opened. */
export function opening(personal: PersonalData, projection: Projection): Projection {
  return {
    ...projection,
    apply: async (query, generation, events) => projection.apply(query, generation, await openEvents(personal, events)),
  };
}
