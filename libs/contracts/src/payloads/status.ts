import { IsIn, IsNumber, IsObject, IsString, Matches, Max, Min } from 'class-validator';
import { INSTANT } from './instant';

export const SESSION_STATUSES = ['pending', 'processing', 'completed', 'failed', 'cancelled'] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/** Progress of one session, published on the session status topic. */
export class CodegenStatusEvent {
  @IsString()
  session_id!: string;

  @IsIn(SESSION_STATUSES)
  status!: SessionStatus;

  @IsNumber()
  @Min(0)
  @Max(100)
  progress_percentage!: number;

  @IsString()
  message!: string;

  @IsObject()
  metadata!: Record<string, unknown>;

  @Matches(INSTANT)
  timestamp!: string;

  @IsString()
  schema_version!: string;
}
