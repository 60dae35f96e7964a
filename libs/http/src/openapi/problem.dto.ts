import { ApiProperty } from '@nestjs/swagger';
import { ROLES } from '#access';

/** An error, as every page answers it (RFC 9457). */
export class ProblemDto {
  @ApiProperty({ example: 'about:blank' })
  type!: string;

  @ApiProperty({ example: 'Bad Request' })
  title!: string;

  @ApiProperty({ type: 'integer', example: 400 })
  status!: number;

  @ApiProperty({ description: 'Stable, for programs.', example: 'invalid_parameter', pattern: '^[a-z_]+$' })
  code!: string;

  @ApiProperty({ description: 'For people.', example: 'limit must be a whole number from 1 to 100.' })
  detail!: string;

  @ApiProperty({ required: false, description: 'The parameter or header at fault.' })
  parameter?: string;

  @ApiProperty({ required: false, description: 'The property of the body at fault.' })
  field?: string;

  @ApiProperty({
    required: false,
    enum: ROLES,
    description: 'The role that would be enough.',
  })
  role?: string;

  @ApiProperty({ description: 'As in the header X-Request-Id and in the log.' })
  request_id!: string;
}
