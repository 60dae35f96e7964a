import { Injectable } from '@nestjs/common';
import type { OutboundRecord } from '#contracts';
import { Problem } from '#http';
import { WorkerOutbox, type Asked, type By } from '#jobs';
import { findRevocations, liftRevocation, revoke, type Revocation } from '#stamping';
import type { Query } from '#storage';
import { auditRecord, WorkerRuntime } from '#worker';

const SAYS = { revoke: 'stamps revoked', lift: 'revocation lifted' } as const;

type Verb = keyof typeof SAYS;

/** Says that contents are not to be trusted any more. Each decision that changed something is in the audit trail. */
@Injectable()
export class StampRevocations {
  constructor(
    private readonly outbox: WorkerOutbox,
    private readonly runtime: WorkerRuntime,
  ) {}

  /** What was revoked before stays as it is. */
  async revoke(blake3_hash: string, by: By, asked: Asked): Promise<Revocation> {
    return this.#decide('revoke', by, asked, async (query) => {
      const made = await revoke(query, { blake3_hash, ...by });
      const [known] = made === undefined ? await findRevocations(query, [blake3_hash]) : [made];
      return { revocation: known, isChanged: made !== undefined };
    });
  }

  async lift(blake3_hash: string, by: By, asked: Asked): Promise<Revocation> {
    return this.#decide('lift', by, asked, async (query) => {
      const revocation = await liftRevocation(query, blake3_hash);
      return { revocation, isChanged: true };
    });
  }

  async #decide(
    verb: Verb,
    by: By,
    asked: Asked,
    change: (query: Query) => Promise<{ readonly revocation: Revocation | undefined; readonly isChanged: boolean }>,
  ): Promise<Revocation> {
    const { revocation, isChanged } = await this.outbox.publishing(async (query) => {
      const changed = await change(query);
      if (changed.revocation === undefined) throw new Problem(404, 'revocation_not_found', 'This hash is not revoked.');
      const records = changed.isChanged ? [this.#record(verb, changed.revocation, by, asked)] : [];
      return [{ ...changed, revocation: changed.revocation }, records];
    });
    if (isChanged) this.runtime.logger.info({ ...by, ...asked, blake3_hash: revocation.blake3_hash }, SAYS[verb]);
    return revocation;
  }

  #record(verb: Verb, revocation: Revocation, { actor, reason }: By, { request_id }: Asked): OutboundRecord {
    const { blake3_hash, revoked_at } = revocation;
    const isRevoked = verb === 'revoke';
    const audit = {
      agent_name: actor,
      task: { kind: isRevoked ? 'revoke_stamps' : 'lift_revocation', reason },
      result: {
        blake3_hash,
        revoked_at: revoked_at.toISOString(),
        before: { revoked: !isRevoked },
        after: { revoked: isRevoked },
      },
    };
    return auditRecord(audit, { correlationId: request_id, requestId: request_id }, this.runtime.origin);
  }
}
