import type { Block, Outline } from '../document/outline';

export interface Attribute {
  name: string;
  type: string | null;
}

export interface Attributed {
  name: string;
  attributes: Attribute[];
  line: number;
}

const FIELD_HEAD = /^(?:field|attribute|property|column|name|parameter|key)s?(?: name)?$/iu;
const TYPE_HEAD = /^(?:data ?)?type$|^format$/iu;
/** "An order has a number, a total and a status", "Order: id, total, status". */
const OWNS =
  /\b(?:an? |the |each |every )?((?:[\p{L}-]{2,30} ){0,2}[\p{L}-]{2,30}) (?:has|have|contains?|includes?|consists of|comprises|stores?|with|must have|must include|must contain|shall include|shall contain|shall have) (?:the following (?:fields|attributes): |fields? |attributes? )?(?:an? |the |its )?([\p{L}_ -]{2,40}(?:, (?:an? |the )?[\p{L}_ -]{2,40}){1,11},? (?:and|or) (?:an? |the )?[\p{L}_ -]{2,40})/iu;
const LISTED =
  /^`?([A-Z][\p{L}\d ]{1,40})`?\s?(?::|\(|–|—|-)\s?((?:[\p{L}\d_ ]{2,30}(?:\([^()]{1,30}\))?, ?){1,20}[\p{L}\d_ ]{2,30}(?:\([^()]{1,30}\))?)\)?\.?$/u;

const MAX_ATTRIBUTES = 24;

/** Things whose attributes the document lists: tables of fields, "has a, b and c", "Order: id, total". */
export function attributesOf({ sections, blocks }: Outline): Attributed[] {
  const found = new Map<string, Attributed>();
  for (const block of blocks) {
    const section = sections[block.section];
    const one =
      block.type === 'row' ? fromRow(block, section?.title ?? null) : fromText(block, section?.kind === 'data_model');
    if (one !== null) merge(found, one);
  }
  return [...found.values()];
}

function fromRow({ head, cells, line }: Block, title: string | null): Attributed | null {
  const field = head.findIndex((cell) => FIELD_HEAD.test(cell.trim()));
  const type = head.findIndex((cell) => TYPE_HEAD.test(cell.trim()));
  const name = cells[field];
  if (title === null || field < 0 || type < 0 || name === undefined || name === '') return null;
  const thing = title.replace(/\b(?:data model|model|schema|table|entity|fields|attributes|object)\b/giu, '').trim();
  return thing === ''
    ? null
    : { name: thing, attributes: [{ name: name.slice(0, 60), type: cells[type]?.slice(0, 60) ?? null }], line };
}

function fromText({ text, line }: Block, dataModel: boolean): Attributed | null {
  const sentence = text.slice(0, 500).replace(/\s+/gu, ' ');
  const listed = dataModel ? LISTED.exec(sentence) : null;
  const match = listed ?? OWNS.exec(sentence);
  const name = match?.[1];
  const list = match?.[2];
  if (name === undefined || list === undefined) return null;
  const attributes = list
    .split(/, ?(?:and |or )?| and | or /u)
    .map(attribute)
    .filter((one) => one.name !== '' && one.name.split(' ').length <= 4);
  return attributes.length < 2
    ? null
    : {
        name:
          listed === null
            ? name
                .split(' ')
                .slice(-2)
                .join(' ')
                .replace(/^(?:must|shall|should|will|each|every|the|an?|that|which|of|for|to)\s/iu, '')
                .toLowerCase()
            : name,
        attributes,
        line,
      };
}

function attribute(text: string): Attribute {
  const match = /^(?:an? |the |its )?([^()]{1,60})(?:\(([^()]{1,40})\))?$/iu.exec(text.trim());
  return { name: match?.[1]?.trim() ?? '', type: match?.[2]?.trim() ?? null };
}

function merge(found: Map<string, Attributed>, one: Attributed): void {
  const key = one.name.toLowerCase();
  const known = found.get(key);
  if (known === undefined) {
    found.set(key, one);
    return;
  }
  for (const next of one.attributes)
    if (known.attributes.length < MAX_ATTRIBUTES && !known.attributes.some(({ name }) => name === next.name))
      known.attributes.push(next);
}
