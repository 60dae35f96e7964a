import 'reflect-metadata';
import { IsNumber, IsObject, IsOptional, IsString, Matches, MaxLength, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { INSTANT } from '../instant';
import { PersonalData } from '../personal-data';
import { Text } from '../rules';
import { MAX_ID_LENGTH, SUBJECT_WORD } from './subject';

export class UsageCost {
  /** In units of the currency. */
  @IsNumber()
  @Min(0)
  amount!: number;

  /** ISO 4217. */
  @Matches(/^[A-Z]{3}$/)
  currency!: string;

  /** Price of one unit. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  rate?: number;
}

/** What was used, by whom, how much: sent on `usage.metered.{event_type}`. */
export class UsageEvent {
  /** The id of this event, so that it is counted once. */
  @Text()
  @MaxLength(MAX_ID_LENGTH)
  event_id!: string;

  /** When the call was made. */
  @Matches(INSTANT)
  timestamp!: string;

  /** Who was asked. */
  @Text()
  service_name!: string;

  /** Absent where the request named nobody: most requests on this bus come from services. */
  @IsOptional()
  @IsString()
  @PersonalData({ subject: true })
  user_id?: string;

  /** Who pays; absent where nobody is named. */
  @IsOptional()
  @IsString()
  tenant_id?: string;

  /** `api_call`, `model_inference`; the list is open, because new kinds of usage are an additive change. */
  @Matches(SUBJECT_WORD)
  event_type!: string;

  /** What was used. */
  @Text()
  resource_type!: string;

  /** How much of it. */
  @IsNumber()
  @Min(0)
  quantity!: number;

  /** What is counted. */
  @IsOptional()
  @IsString()
  unit?: string;

  /** Which request it was. */
  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;

  /** Absent where the sender knows no price. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => UsageCost)
  cost?: UsageCost;
}
