import { SetMetadata } from '@nestjs/common';

export const BODY_RULE = 'omninode:body';

/** What a page takes as the body of a request, and for how long it waits for it. */
export interface BodyRule {
  /**
   * `json`: an object, parsed. `bytes`: a text of JSON, as it came, for a page that reads it by rules of its own.
   * `multipart`: left on the request, for an interceptor behind this one.
   */
  readonly as: 'json' | 'bytes' | 'multipart';
  readonly maxBytes: number;
  readonly withinMs: number;
  /** Also properties that are called like those every object has (`constructor` …): the page looks at none by chance. */
  readonly anyNames: boolean;
}

/** Ids of a thousand records fit. `withinMs` 0: as long as the server gives every request. */
export const DEFAULT_BODY: BodyRule = { as: 'json', maxBytes: 64 * 1024, withinMs: 0, anyNames: false };

/** Other limits than those of all pages, or another kind of body. */
export const TakesBody = (rule: Partial<BodyRule>) => SetMetadata(BODY_RULE, { ...DEFAULT_BODY, ...rule });

/** Of a page that takes a record of the largest size, as base64. */
export const RECORD_BODY: Partial<BodyRule> = { maxBytes: 2 * 1024 * 1024 };
