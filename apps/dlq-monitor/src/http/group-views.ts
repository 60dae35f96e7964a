import { ApiProperty } from '@nestjs/swagger';
import { ADDRESSEES, REASONS, type Addressee, type Reason, type StoredGroup } from '#dead-letters';
import { PageOf } from '#http';
import { humanText, LABEL_LIMIT, MESSAGE_LIMIT } from '#redaction';

const INSTANT = { type: String, format: 'date-time' } as const;

/** Dead letters that failed for the same cause. */
export class GroupView {
  @ApiProperty({ format: 'uuid', description: 'The same for the same cause on every machine.' }) id!: string;
  @ApiProperty({ enum: REASONS }) reason!: Reason;
  @ApiProperty({ enum: ADDRESSEES, description: 'Who has to act.' }) addressee!: Addressee;
  @ApiProperty({ type: 'integer', description: 'Open dead letters.' }) open!: number;
  @ApiProperty({ type: 'integer' }) total!: number;
  @ApiProperty() error_code!: string;
  @ApiProperty({ description: 'Class of the error, without its package.' }) error_class!: string;
  @ApiProperty({ description: 'The message without ids, numbers, times, hosts and paths.' }) message!: string;
  @ApiProperty({ type: [String], description: 'Where it failed, innermost first.' }) frames!: readonly string[];
  @ApiProperty({ type: String, nullable: true }) event_type!: string | null;
  @ApiProperty({ ...INSTANT, description: 'When the first dead letter came.' }) first_received_at!: string;
  @ApiProperty(INSTANT) last_received_at!: string;
  @ApiProperty({ pattern: '^[0-9]{1,18}$', description: 'The dead letter that was stored last.' }) last_id!: string;
  @ApiProperty() last_topic!: string;
  @ApiProperty() last_message!: string;
}

export class GroupsPage extends PageOf(GroupView) {}

export function groupView(group: StoredGroup): GroupView {
  return {
    id: group.id,
    reason: group.reason,
    addressee: group.addressee,
    open: group.open,
    total: group.total,
    error_code: humanText(group.error_code, LABEL_LIMIT),
    error_class: humanText(group.error_class, LABEL_LIMIT),
    message: humanText(group.message, MESSAGE_LIMIT),
    frames: group.frames.map((frame) => humanText(frame, LABEL_LIMIT)),
    event_type: group.event_type && humanText(group.event_type, LABEL_LIMIT),
    first_received_at: group.first_received_at.toISOString(),
    last_received_at: group.last_received_at.toISOString(),
    last_id: group.last_id,
    last_topic: group.last_topic,
    last_message: humanText(group.last_message, MESSAGE_LIMIT),
  };
}
