import { IsArray, IsObject, IsOptional, IsString } from 'class-validator';

export class ErrorBody {
  @IsString()
  code!: string;

  @IsString()
  message!: string;

  @IsOptional()
  @IsArray()
  @IsObject({ each: true })
  details?: Record<string, unknown>[];
}
