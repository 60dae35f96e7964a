import { fileContent, group, list, optional, variable, withDefault, type Parser } from '#config';
import { readMasterKeys, readPersonalPattern, type MasterKeys, type PersonalPattern } from '#personal-data';

const keyFile: Parser<MasterKeys> = {
  expected: 'the path of a file of keys, as "omni erase keygen" makes it',
  parse: (raw) => {
    const text = fileContent().parse(raw);
    return text === undefined ? undefined : readMasterKeys(text);
  },
};

const pattern: Parser<PersonalPattern> = {
  expected: 'names of properties and headers, with * for any characters, and with =subject where they say who it is',
  parse: (raw) => readPersonalPattern(raw.trim()),
};

export interface PersonalDataConfig {
  readonly masters: MasterKeys | undefined;
  readonly patterns: readonly PersonalPattern[];
}

/** PERSONAL_DATA_KEY_FILE: how what is about people is encrypted. PERSONAL_DATA_PATTERNS: what is, besides the catalog's. */
export const personalDataSpec = group({
  /** Left out: it is not. */
  masters: variable('PERSONAL_DATA_KEY_FILE', optional(keyFile)),
  patterns: variable('PERSONAL_DATA_PATTERNS', withDefault(list(pattern), [])),
});
