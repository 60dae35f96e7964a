import { fileContent, group, optional, variable, type Parser } from '#config';
import { readMasterKeys, type MasterKeys } from '#personal-data';

const keyFile: Parser<MasterKeys> = {
  expected: 'the path of a file of keys, as "omni erase keygen" makes it',
  parse: (raw) => {
    const text = fileContent().parse(raw);
    return text === undefined ? undefined : readMasterKeys(text);
  },
};

/** PERSONAL_DATA_KEY_FILE: how what is about people is encrypted. */
export const personalDataSpec = group({
  /** Left out: it is not. */
  masters: variable('PERSONAL_DATA_KEY_FILE', optional(keyFile)),
});
