import { ApiProperty } from '@nestjs/swagger';
import { decodeHeaders, OWN_HEADERS, rawHeadersOf } from '#contracts';
import type { Original, Seal, StoredDeadLetter } from '#dead-letters';
import { humanText, isSecretName, LABEL_LIMIT, previewOf, REDACTED } from '#redaction';
import { readAgain } from '../dead-letters/read-again';

const nullable = true;

/** Of a text, in UTF-16 units. */
const TEXT_LIMIT = 65_536;

export class BytesView {
  @ApiProperty({ type: 'integer' }) bytes!: number;
  @ApiProperty({ description: 'Without secrets and control characters; at most 65,536 characters.' }) text!: string;
  @ApiProperty({ type: String, nullable, description: 'The exact bytes; `null` for who may not decide.' })
  base64!: string | null;
}

export class HeaderView {
  @ApiProperty() name!: string;
  @ApiProperty({ type: BytesView, nullable }) value!: BytesView | null;
}

class OriginalView {
  @ApiProperty({ type: String, nullable }) topic!: string | null;
  @ApiProperty({ type: 'integer', nullable }) partition!: number | null;
  @ApiProperty({ type: BytesView, nullable }) key!: BytesView | null;
  @ApiProperty({ type: BytesView, nullable, description: '`null`: a tombstone, or lost.' }) value!: BytesView | null;
  @ApiProperty({ type: [HeaderView] }) headers!: readonly HeaderView[];
}

/** What a dead letter is about, byte for byte. */
export class ContentView {
  @ApiProperty({ pattern: '^[0-9]{1,18}$' }) id!: string;
  @ApiProperty({ description: 'All that failed is known, byte for byte.' }) exact!: boolean;
  @ApiProperty({ enum: ['open', 'erased', 'locked', null], nullable }) personal_data!: Seal;
  @ApiProperty({ type: OriginalView, description: 'The record that failed.' }) original!: OriginalView;
  @ApiProperty({ type: BytesView, description: 'The dead letter, as it came.' }) raw!: BytesView;
  @ApiProperty({
    type: String,
    nullable,
    description: 'Where it failed, as its writer says; at most 16,000 characters.',
  })
  error_stack!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable,
    description: 'The same as `import` takes it; `null` for who may not decide, or where it cannot be read.',
  })
  dead_letter!: TransferView | null;
}

/** A record of a dead-letter topic for another monitor. */
export interface TransferView {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly timestamp: number;
  readonly key_base64: string | null;
  readonly value_base64: string;
  readonly headers: readonly (readonly [string, string | null])[];
}

/** `withBytes`: for somebody who may send them again. */
export function contentView(
  original: Original,
  row: StoredDeadLetter & { readonly seal: Seal },
  withBytes: boolean,
): ContentView {
  const { raw, seal } = row;
  const bytes = (value: Buffer | null): BytesView | null => value && bytesView(value, withBytes);
  return {
    id: original.id,
    exact: original.exact,
    personal_data: original.seal,
    original: {
      topic: original.topic,
      partition: original.partition,
      key: bytes(original.key),
      value: bytes(original.value),
      headers: headerViews(original.rawHeaders, withBytes),
    },
    raw: bytesView(raw, withBytes),
    error_stack: stackOf(row),
    dead_letter: withBytes && (seal === null || seal === 'open') ? transferView(original, row) : null,
  };
}

/** Of a dead letter that had its facts in headers these are written anew: of its own only those of the record are kept. */
function transferView({ key, rawHeaders }: Original, row: StoredDeadLetter): TransferView {
  const own = row.shape === 'headers' ? decodeHeaders(rawHeaders) : [];
  const facts = row.shape === 'headers' ? factsOf(row, own.length) : {};
  const headers = [...own, ...rawHeadersOf(facts)];
  return {
    topic: row.dlq_topic,
    partition: row.dlq_partition,
    offset: row.dlq_offset,
    timestamp: row.received_at.getTime(),
    key_base64: key && key.toString('base64'),
    value_base64: row.raw.toString('base64'),
    headers: headers.map(([name, value]) => [name.toString(), value && value.toString('base64')]),
  };
}

function factsOf(row: StoredDeadLetter, own: number): Record<string, string> {
  const facts = {
    content_type: 'application/octet-stream',
    error_code: row.error_code,
    error_type: row.error_type,
    error_message: row.error_message,
    error_category: row.error_category,
    original_topic: row.original_topic,
    original_partition: row.original_partition?.toString() ?? null,
    original_offset: row.original_offset,
    consumer_group: row.consumer_group,
    retry_count: String(row.retry_count),
    failed_at: row.failed_at?.toISOString() ?? null,
    [OWN_HEADERS]: String(own),
    original_value: row.exact === false ? 'incomplete' : null,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null)) as Record<string, string>;
}

/** `rawHeaders` as `encodeHeaders` writes them. */
export function headerViews(rawHeaders: Buffer, withBytes: boolean): readonly HeaderView[] {
  return decodeHeaders(rawHeaders).map(([name, value]) => ({
    name: humanText(name.toString(), LABEL_LIMIT),
    value: value && bytesView(value, withBytes, name.toString()),
  }));
}

/** Programs that kept none left it where it came in the value. */
function stackOf(row: StoredDeadLetter): string | null {
  return row.error_stack ?? readAgain(row).error_stack;
}

export function bytesView(value: Buffer, withBytes: boolean, name = ''): BytesView {
  return {
    bytes: value.length,
    text: isSecretName(name) ? REDACTED : previewOf(value, TEXT_LIMIT),
    base64: withBytes ? value.toString('base64') : null,
  };
}
