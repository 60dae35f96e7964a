import { IsIn, IsNumber, IsObject, IsString, Matches, Max, Min } from 'class-validator';
import { INSTANT } from './instant';

export const SESSION_STATUSES = ['pending', 'processing', 'completed', 'failed', 'cancelled'] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/** Progress of one session, published on the session status topic. */
export class CodegenStatusEvent {
  /** The session, as the request named it. */
  @IsString()
  session_id!: string;

  /** Where the work stands. */
  @IsIn(SESSION_STATUSES)
  status!: SessionStatus;

  /** How far it is, 0 to 100. */
  @IsNumber()
  @Min(0)
  @Max(100)
  progress_percentage!: number;

  /** The same for people. */
  @IsString()
  message!: string;

  /** Which operation, and the correlation id of its request. */
  @IsObject()
  metadata!: Record<string, unknown>;

  /** When that was so. */
  @Matches(INSTANT)
  timestamp!: string;

  /** Of this shape; today "1.0". */
  @IsString()
  schema_version!: string;
}
