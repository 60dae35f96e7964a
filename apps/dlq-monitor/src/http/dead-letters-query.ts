import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

/** `GET /dead-letters?topic&code&status&before&limit` */
export class DeadLettersQuery {
  @IsOptional()
  @IsString()
  @MaxLength(249)
  topic?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  code?: string;

  @IsOptional()
  @IsIn(['open', 'resolved'])
  status?: 'open' | 'resolved';

  /** The `next` of the page before. */
  @IsOptional()
  @Matches(/^\d{1,18}$/)
  before?: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 50;
}
