import { DOMAINS, type Domain } from '#contracts';
import type { Parser } from '#config';

const MAX_DAYS = 36_500;

/** `bridge=90`: a domain of the catalog and its days. */
export const domainDays: Parser<readonly [Domain, number]> = {
  expected: `a domain and its days, such as bridge=90; domains are ${DOMAINS.join(', ')}`,
  parse: (raw) => {
    const [, name, text] = /^\s*(\w+)\s*=\s*(\d{1,5})\s*$/.exec(raw) ?? [];
    const domain = DOMAINS.find((one) => one === name);
    const days = Number(text);
    return domain === undefined || days < 1 || days > MAX_DAYS ? undefined : [domain, days];
  },
};
