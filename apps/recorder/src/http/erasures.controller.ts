import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Actor } from '#access';
import { CurrentActor, invalidField, missingField, RequestId, Roles } from '#http';
import { mentions, normalSubject } from '#personal-data';
import { DatabaseProblems } from '#worker';
import { Erasures } from '../erasures';
import { CreateErasureBody, erasureView, ErasureView } from './erasure-bodies';

/** What is kept about somebody, made unreadable. */
@Controller('api/v1/erasures')
@ApiTags('erasures')
@UseInterceptors(DatabaseProblems)
export class ErasuresController {
  constructor(private readonly erasures: Erasures) {}

  /** It is done when this answers; as a dry run it only says how much it would be. */
  @Post()
  @Roles('admin')
  @HttpCode(200)
  @ApiOkResponse({ type: ErasureView })
  async create(
    @Body() { subject, reason, dry_run = false }: CreateErasureBody,
    @CurrentActor() { name: actor, via }: Actor,
    @RequestId() request_id: string,
  ): Promise<ErasureView> {
    if (reason === undefined && !dry_run) throw missingField('reason');
    if (mentions(reason ?? '', [normalSubject(subject)]))
      throw invalidField('reason', 'a text that does not name the subject: it is kept');
    const preview = await this.erasures.preview(subject);
    if (reason === undefined || dry_run) return erasureView(preview, null);
    return erasureView(preview, await this.erasures.erase(preview, { actor, reason }, { via, request_id }));
  }
}
