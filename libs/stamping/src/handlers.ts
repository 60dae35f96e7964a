import type { OperationOnlyOf, Outcome, RequestOf, Results } from '#contracts';
import { batchStamp } from './batch-stamp';
import { stamp } from './stamp';
import type { Stamping } from './stamp-store';
import { stampTree } from './tree';
import { verify } from './verify';

type StampingOperation = OperationOnlyOf<'bridge'>;

type StampingHandlers = {
  readonly [O in StampingOperation]: (
    payload: RequestOf<O>['payload'],
    stamping: Stamping,
  ) => Promise<Outcome<Results[O]>>;
};

/** What answers each operation of stamping. */
export const STAMPING_HANDLERS: StampingHandlers = { stamp, batch_stamp: batchStamp, stamp_tree: stampTree, verify };
