import { ApiProperty } from '@nestjs/swagger';
import { BOOLEAN, Field, textKind } from '#http';
import { REASON } from '#jobs';
import type { ErasurePreview } from '../erasures';

const optional = true;

export class CreateErasureBody {
  @Field(textKind(1_024), { description: 'A user id as messages have it, or an e-mail address.' })
  subject!: string;

  @Field(REASON, { optional, description: 'Why; kept in the audit trail. Needed unless it is a dry run.' })
  reason?: string;

  @Field(BOOLEAN, { optional, description: '`true`: only says how much it would be.' })
  dry_run?: boolean;
}

export class ErasureView {
  @ApiProperty({ pattern: '^[0-9a-f]{64}$', description: 'What stands for the subject from now on.' })
  subject!: string;
  @ApiProperty({ type: 'integer', description: 'Events that cannot be read any more.' }) events!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '`null`: it was a dry run.' })
  erased_at!: string | null;
}

export function erasureView({ subject, events }: ErasurePreview, erasedAt: Date | null): ErasureView {
  return { subject: subject.toString('hex'), events, erased_at: erasedAt && erasedAt.toISOString() };
}
