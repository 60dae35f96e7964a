import { IsArray, IsObject, IsOptional, IsString } from 'class-validator';

export class ErrorBody {
  /** What went wrong; from our workers one of docs/errors.md. */
  @IsString()
  code!: string;

  /** The same as a sentence. */
  @IsString()
  message!: string;

  /** The properties at fault: `path` as a JSON pointer, `message`. */
  @IsOptional()
  @IsArray()
  @IsObject({ each: true })
  details?: Record<string, unknown>[];
}
