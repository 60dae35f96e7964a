import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Actor } from '#access';
import { BLAKE3_HEX } from '#contracts';
import { CurrentActor, Field, pageOf, PageOf, PageQuery, patternKind, RequestId, REVALIDATED, Roles } from '#http';
import { JobReason, REASON } from '#jobs';
import { listRevocations, type Revocation, type RevocationPlace } from '#stamping';
import { DatabaseProblems } from '#worker';
import { BridgeStorage } from './bridge-storage';
import { StampRevocations } from './revocations';

const HASH = patternKind('64 lower-case hex digits', BLAKE3_HEX);

class RevocationPath {
  @Field(HASH)
  hash!: string;
}

class RevocationBody {
  @Field(HASH, { description: 'BLAKE3 of the content, as its stamp has it.' })
  blake3_hash!: string;

  @Field(REASON, { description: 'Why; kept with the revocation and in the audit trail.' })
  reason!: string;
}

class RevocationView {
  @ApiProperty() blake3_hash!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ description: 'Who revoked it.' }) actor!: string;
  @ApiProperty({ format: 'date-time' }) revoked_at!: string;
}

class RevocationsPage extends PageOf(RevocationView) {}

/** Contents that are not to be trusted any more. */
@Controller('api/v1/revocations')
@ApiTags('revocations')
@UseInterceptors(DatabaseProblems)
export class RevocationsController {
  constructor(
    private readonly storage: BridgeStorage,
    private readonly revocations: StampRevocations,
  ) {}

  /** Newest first. */
  @Get()
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: RevocationsPage })
  async list(@Query() query: PageQuery): Promise<RevocationsPage> {
    const { after, rows, toPage } = pageOf(query, placeOf);
    return toPage(await listRevocations(this.storage.query, { after, rows }), positionIn, view);
  }

  /** Revokes all stamps of a content; what was revoked before stays as it is. */
  @Post()
  @Roles('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: RevocationView })
  async revoke(
    @Body() { blake3_hash, reason }: RevocationBody,
    @CurrentActor() { name: actor, via }: Actor,
    @RequestId() request_id: string,
  ): Promise<RevocationView> {
    return view(await this.revocations.revoke(blake3_hash, { actor, reason }, { via, request_id }));
  }

  /** Its stamps are valid again; answers what was lifted. */
  @Post(':hash/lift')
  @Roles('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: RevocationView })
  async lift(
    @Param() { hash }: RevocationPath,
    @Body() { reason }: JobReason,
    @CurrentActor() { name: actor, via }: Actor,
    @RequestId() request_id: string,
  ): Promise<RevocationView> {
    return view(await this.revocations.lift(hash, { actor, reason }, { via, request_id }));
  }
}

function view({ blake3_hash, reason, actor, revoked_at }: Revocation): RevocationView {
  return { blake3_hash, reason, actor, revoked_at: revoked_at.toISOString() };
}

function positionIn({ revoked_at, blake3_hash }: Revocation): string {
  return `${revoked_at.toISOString()} ${blake3_hash}`;
}

function placeOf(text: string): RevocationPlace | undefined {
  const [at = '', blake3_hash = ''] = text.split(' ');
  const revoked_at = new Date(at);
  return Number.isNaN(revoked_at.getTime()) || !BLAKE3_HEX.test(blake3_hash) ? undefined : { revoked_at, blake3_hash };
}
