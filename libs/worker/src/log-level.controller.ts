import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Actor } from '#access';
import { LOG_LEVELS, type LogLevel } from '#config';
import { choiceKind, CurrentActor, Field, RequestId, Roles, textKind } from '#http';
import { LogLevels } from './log-level';

class LogLevelBody {
  @Field(choiceKind(LOG_LEVELS), { description: 'What is less serious is not written.' })
  level!: LogLevel;

  @Field(textKind(1_000), { description: 'Why; kept in the audit trail.' })
  reason!: string;
}

class LogLevelView {
  @ApiProperty({ enum: LOG_LEVELS }) level!: LogLevel;
}

/** The level of this process; a restart begins with `LOG_LEVEL` again. */
@Controller('api/v1/log-level')
@ApiTags('operations')
export class LogLevelController {
  constructor(private readonly levels: LogLevels) {}

  /** The least severe level that is logged now. */
  @Get()
  @ApiOkResponse({ type: LogLevelView })
  read(): LogLevelView {
    return { level: this.levels.level };
  }

  /** Changes it until the process ends. */
  @Post()
  @Roles('admin')
  @HttpCode(200)
  @ApiOkResponse({ type: LogLevelView })
  change(
    @Body() { level, reason }: LogLevelBody,
    @CurrentActor() { name: actor }: Actor,
    @RequestId() requestId: string,
  ): LogLevelView {
    this.levels.set({ level, actor, reason, requestId });
    return { level };
  }
}
