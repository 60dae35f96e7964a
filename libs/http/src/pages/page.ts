import { Type as NestType } from '@nestjs/common';
import { documented } from '../openapi/documented';
import { Field } from '../validation/fields';
import { integerKind, patternKind } from '../validation/kinds';
import { cursorAt, positionOf, type ReadPosition } from './cursor';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;

export const CURSOR = patternKind('a cursor as this page gave it', /^[\w-]{1,512}\.[\w-]{1,64}$/);

/** The parameters of every list; its filters are added by a class that extends this one. */
export class PageQuery {
  @Field(integerKind(1, MAX_LIMIT), {
    optional: true,
    default: DEFAULT_LIMIT,
    description: 'How many there are on a page.',
  })
  limit?: number;

  @Field(CURSOR, { optional: true, description: 'The `next` of the page before.' })
  cursor?: string;
}

/** Part of a list. `next` is the cursor of the part after it, `null` where there is none. */
export class Page<Item> {
  constructor(
    readonly items: readonly Item[],
    readonly next: string | null,
  ) {}
}

/** Where a page begins, and what to ask a table for: one row more than are shown tells whether there is a next page. */
export function pageOf<Query extends PageQuery, Position>(query: Query, read: ReadPosition<Position>) {
  const { limit = DEFAULT_LIMIT, cursor, ...filters } = query;
  return {
    filters,
    after: cursor === undefined ? undefined : positionOf(cursor, filters, read),
    rows: limit + 1,
    /** `position` is that of a row in the list's order: rows that come or go move no other. */
    toPage: <Row, Item>(rows: readonly Row[], position: (row: Row) => string, view: (row: Row) => Item): Page<Item> => {
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const next = rows.length > limit && last !== undefined ? cursorAt(position(last), filters) : null;
      return new Page(shown.map(view), next);
    },
  };
}

/** The class of a page of such items, for the OpenAPI document. */
export function PageOf<Item>(item: NestType<Item>): NestType<Page<Item>> {
  class ItemPage extends Page<Item> {
    @documented(({ ApiProperty }) => ApiProperty({ type: [item] }))
    declare readonly items: readonly Item[];

    @documented(({ ApiProperty }) =>
      ApiProperty({ type: String, nullable: true, description: 'The cursor of the next page.' }),
    )
    declare readonly next: string | null;
  }
  Object.defineProperty(ItemPage, 'name', { value: `${item.name}Page` });
  return ItemPage;
}
