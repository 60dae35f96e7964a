import { ADDRESSEES, REASONS, type Addressee, type Reason } from '#dead-letters';
import { choiceKind, Field, PageQuery } from '#http';
import { GROUP } from './dead-letter-kinds';

const optional = true;

/** What groups are listed by. */
export class GroupsQuery extends PageQuery {
  @Field(choiceKind(['open', 'all']), { optional, description: 'Default `open`: those that have open dead letters.' })
  status?: 'open' | 'all';

  @Field(choiceKind(REASONS), { optional })
  reason?: Reason;

  @Field(choiceKind(ADDRESSEES), { optional, description: 'Who has to act.' })
  addressee?: Addressee;
}

export class GroupPath {
  @Field(GROUP)
  id!: string;
}
