import { Controller, Get, Header, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { JsonObject } from '#contracts';
import { pageOf, PageOf, REVALIDATED } from '#http';
import { WorkerPersonalData } from '#jobs';
import { listStamps, openStamps, stampResponse, type StampRow } from '#stamping';
import { DatabaseProblems } from '#worker';
import { BridgeStorage } from '../bridge-storage';
import { placeOf, positionIn } from './place';
import { stampFilterOf, StampsQuery } from './stamps-query';

/** As the answer to a stamp request has it. */
class KeptStamp {
  @ApiProperty({ description: '64 hex digits.' }) blake3_hash!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) metadata!: JsonObject;
  @ApiProperty({ format: 'date-time' }) stamp_time!: string;
}

class StampsPage extends PageOf(KeptStamp) {}

/** Stamps that are kept, by what was said of them. */
@Controller('api/v1')
@ApiTags('stamps')
@UseInterceptors(DatabaseProblems)
export class StampsController {
  constructor(
    private readonly storage: BridgeStorage,
    private readonly personal: WorkerPersonalData,
  ) {}

  /** Newest first. Needs a namespace or an id. Metadata that are encrypted for somebody's sake find nothing. */
  @Get('stamps')
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: StampsPage })
  async list(@Query() query: StampsQuery): Promise<StampsPage> {
    const { filters, after, rows, toPage } = pageOf(query, placeOf);
    const found = await listStamps(this.storage.query, stampFilterOf(filters), { after, rows });
    const opened = await openStamps(found, { personal: this.personal, now: () => new Date() });
    return toPage(opened, positionIn, keptStamp);
  }
}

function keptStamp(row: StampRow): KeptStamp {
  const { metadata, stamp_time } = stampResponse(row);
  return { blake3_hash: row.blake3_hash, metadata, stamp_time: stamp_time ?? '' };
}
