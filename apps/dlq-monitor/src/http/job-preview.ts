import { ApiProperty } from '@nestjs/swagger';
import type { PlannedCount, PlannedRecord } from '#dead-letters';
import { humanText, LABEL_LIMIT } from '#redaction';

const nullable = true;

class PreviewTopic {
  @ApiProperty() topic!: string;
  @ApiProperty({ type: 'integer' }) records!: number;
}

class PreviewRecord {
  @ApiProperty({ pattern: '^[0-9]{1,18}$' }) id!: string;
  @ApiProperty({ type: String, nullable }) original_topic!: string | null;
  @ApiProperty({ type: 'integer', nullable }) original_partition!: number | null;
  @ApiProperty({ type: String, nullable }) original_offset!: string | null;
  @ApiProperty() error_code!: string;
  @ApiProperty({ type: 'integer', description: 'How often it was redriven before.' }) attempt!: number;
  @ApiProperty({ type: String, nullable, description: 'Where it would go.' }) topic!: string | null;
  @ApiProperty({ type: String, nullable, description: 'Why it would not be sent.' }) skipped!: string | null;
}

/** What a job would do. */
export class JobPreview {
  @ApiProperty({ type: 'integer' }) total!: number;
  @ApiProperty({ type: 'integer', description: 'Records that would be sent; of a purge: removed.' }) sent!: number;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, description: 'The others, by reason.' })
  skipped!: Readonly<Record<string, number>>;
  @ApiProperty({ type: [PreviewTopic], description: 'Where they would go, most first.' })
  topics!: readonly PreviewTopic[];
  @ApiProperty({ type: 'integer', description: 'Records about people: whether they can be read, the job finds out.' })
  about_people!: number;
  @ApiProperty({ type: 'integer', nullable, description: 'At the rate that was given.' }) seconds!: number | null;
  @ApiProperty({ type: [PreviewRecord], description: 'The first 10 in the order in which they are sent.' })
  first!: readonly PreviewRecord[];
}

export function purgePreview(count: number): JobPreview {
  return { total: count, sent: count, skipped: {}, topics: [], about_people: 0, seconds: null, first: [] };
}

export function redrivePreview(
  counts: readonly PlannedCount[],
  first: readonly PlannedRecord[],
  rate: number | undefined,
): JobPreview {
  const sent = counts.filter(({ skipped }) => skipped === null);
  const skipped: Record<string, number> = {};
  for (const one of counts) if (one.skipped !== null) skipped[one.skipped] = (skipped[one.skipped] ?? 0) + one.count;
  const count = sum(sent.map((one) => one.count));
  return {
    total: sum(counts.map((one) => one.count)),
    sent: count,
    skipped,
    topics: sent.map((one) => ({ topic: one.topic ?? '', records: one.count })),
    about_people: sum(sent.map((one) => one.about_people)),
    seconds: rate === undefined ? null : Math.ceil(count / rate),
    first: first.map((one) => ({ ...one, error_code: humanText(one.error_code, LABEL_LIMIT) })),
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
