import { Controller, Get, NotFoundException, Param, Query, ValidationPipe } from '@nestjs/common';
import { EventStore, type OpenCount, type StoredDeadLetter } from '#event-store';
import { humanText, MESSAGE_LIMIT } from '../dead-letters/human-text';
import { summarise } from '../dead-letters/summarise';
import { DeadLettersQuery } from './dead-letters-query';

/** Read-only views for people and scripts; payload bytes are never shown, secrets in texts are redacted. */
@Controller('dead-letters')
export class DeadLettersController {
  constructor(private readonly store: EventStore) {}

  /** Open records per topic, and a page of records, newest first; `next` is the cursor of the page after it. */
  @Get()
  async list(@Query(new ValidationPipe({ transform: true, whitelist: true })) query: DeadLettersQuery) {
    const [counts, rows] = await Promise.all([
      this.store.deadLetters.openCounts(),
      this.store.deadLetters.list({ ...query }),
    ]);
    const next = rows.length === query.limit ? (rows.at(-1)?.id ?? null) : null;
    return { counts: counts.map(countView), records: rows.map(recordView), next };
  }

  @Get(':id')
  async one(@Param('id') id: string) {
    const row = await this.store.deadLetters.get(id);
    if (row === undefined) throw new NotFoundException('there is no dead letter with this id');
    return recordView(row);
  }
}

function recordView(row: StoredDeadLetter) {
  return {
    id: row.id,
    status: row.status,
    first_seen_at: row.first_seen_at.toISOString(),
    last_seen_at: row.last_seen_at.toISOString(),
    ...summarise(row),
  };
}

function countView({ dlq_topic, open, newest }: OpenCount) {
  return { dlq_topic, open, newest: { ...newest, error_message: humanText(newest.error_message, MESSAGE_LIMIT) } };
}
