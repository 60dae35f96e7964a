import { IsBoolean, IsObject, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { ErrorBody } from '../../payloads/error-body';
import { INSTANT } from '../../payloads/instant';
import { DEFAULT_NAMESPACE } from '../../payloads/stamping';
import { Nested } from '../../payloads/rules';

/** At least one of the two is looked at; both missing, or a hash of the wrong form, is `valid: false` with a reason. */
export class VerifyRequest {
  @IsOptional()
  @IsString()
  blake3_hash?: string;

  @IsOptional()
  @IsString()
  content?: string;

  @IsString()
  @MaxLength(200)
  namespace: string = DEFAULT_NAMESPACE;
}

export class VerifyResponse {
  @IsBoolean()
  valid!: boolean;

  @IsObject()
  metadata!: Record<string, unknown>;

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
