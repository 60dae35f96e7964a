import { IsBoolean, IsObject, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { ErrorBody } from '../../payloads/error-body';
import { INSTANT } from '../../payloads/instant';
import { DEFAULT_NAMESPACE } from '../../payloads/stamping';
import { Nested } from '../../payloads/rules';

/** At least one of the two is looked at; both missing, or a hash of the wrong form, is `valid: false` with a reason. */
export class VerifyRequest {
  /** The hash that is asked about: 64 hex digits. */
  @IsOptional()
  @IsString()
  blake3_hash?: string;

  /** The content that is asked about; with a hash, both must be the same. */
  @IsOptional()
  @IsString()
  content?: string;

  /** In which namespace it is looked for. */
  @IsString()
  @MaxLength(200)
  namespace: string = DEFAULT_NAMESPACE;
}

export class VerifyResponse {
  /** Whether the stamp is there and says what was asked. */
  @IsBoolean()
  valid!: boolean;

  /** What is kept with the stamp; where it is not valid, `verdict`, `expected` and `found`. */
  @IsObject()
  metadata!: Record<string, unknown>;

  /** When it was looked at. */
  @Matches(INSTANT)
  verified_at!: string;

  /** Why `valid` is false; `null` when it is true. */
  @IsOptional()
  @IsString()
  reason!: string | null;

  /** Why the request was refused. */
  @IsOptional()
  @Nested(() => ErrorBody)
  error?: ErrorBody | null;
}
