import { Controller, Get, Param, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { BLAKE3_HEX, CATALOG, NAMESPACE, takesPart } from '#contracts';
import { CURSOR, cursorAt, documented, Field, integerKind, linkNext, patternKind, positionOf } from '#http';
import { WorkerPersonalData } from '#jobs';
import { countStamps, listStamps, openStamps, Stamps, type StampRow } from '#stamping';
import { WorkerRuntime } from '#worker';
import { BridgeStorage } from '../bridge-storage';
import { notValid, refused } from './refusals';
import { metadataOf, stampOf } from './stamp-facts';
import { StampingErrors } from './stamping-errors.interceptor';
import { placeOf, positionIn } from '../stamps/place';
import { KeptStampView, NamespaceView, SchemasView, type ListedStampView } from './views';
import { success, Wraps, type Wrapped } from './wrapped';

const NAME = patternKind('dotted lower-case words', NAMESPACE);

class FoundIn {
  @Field(NAME, { optional: true, description: 'Where it must have been stamped; left out: anywhere.' })
  namespace?: string;
}

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1_000;
/** Those who want more follow the cursor: the further the offset, the more is read for nothing. */
const MAX_OFFSET = 1_000_000;

class ListedQuery {
  @Field(integerKind(1, MAX_LIMIT), { optional: true, default: DEFAULT_LIMIT })
  limit?: number;

  @Field(integerKind(0, MAX_OFFSET), { optional: true, default: 0, description: 'Of these are passed over.' })
  offset?: number;

  @Field(CURSOR, { optional: true, description: 'The `next` of the page before.' })
  cursor?: string;
}

/** Stamps that are kept, for clients of the Python service. */
@Controller('api/v1/metadata-stamping')
@ApiTags('metadata stamping')
@UseInterceptors(StampingErrors)
export class KeptStampsController {
  readonly #stamps: Stamps;
  readonly #sealing: ConstructorParameters<typeof Stamps>[1];

  constructor(
    private readonly storage: BridgeStorage,
    private readonly runtime: WorkerRuntime,
    personal: WorkerPersonalData,
  ) {
    this.#sealing = { personal, now: () => new Date() };
    this.#stamps = new Stamps(storage.query, this.#sealing);
  }

  /** Without a namespace the oldest stamp with this hash. */
  @Get('stamp/:hash')
  @documentedParam('hash', '64 lower-case hex digits')
  @Wraps(KeptStampView, 400, 404, 422)
  async one(@Param('hash') hash: string, @Query() { namespace }: FoundIn): Promise<Wrapped<KeptStampView>> {
    if (!BLAKE3_HEX.test(hash)) {
      const message = 'Invalid hash format. Expected 64-character hexadecimal string';
      throw refused(400, 'INVALID_HASH_FORMAT', message, 'file_hash');
    }
    const row = namespace === undefined ? await this.#anywhere(hash) : await this.#in(namespace, hash);
    return success(keptView(row), 'Metadata stamp retrieved', {
      file_hash: hash,
      namespace: row.namespace,
      operation: 'get_stamp',
    });
  }

  /** The newest first. */
  @Get('namespace/:namespace')
  @documentedParam('namespace', 'Dotted lower-case words.')
  @Wraps(NamespaceView, 422)
  async list(
    @Param('namespace') namespace: string,
    @Query() { limit = DEFAULT_LIMIT, offset = 0, cursor }: ListedQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Wrapped<NamespaceView>> {
    if (!NAMESPACE.test(namespace)) throw notValid('namespace', 'namespace must be dotted lower-case words');
    const { query } = this.storage;
    const after = cursor === undefined ? undefined : positionOf(cursor, { namespace }, placeOf);
    const [total, rows] = await Promise.all([
      countStamps(query, namespace),
      listStamps(query, { namespace }, { after, offset, rows: limit + 1 }),
    ]);
    const shown = await openStamps(rows.slice(0, limit), this.#sealing);
    const last = shown.at(-1);
    const next = rows.length > limit && last !== undefined ? cursorAt(positionIn(last), { namespace }) : null;
    if (next !== null) linkNext(request, response, next);
    const pagination = { limit, offset, total, has_more: next !== null, next };
    const view = { namespace, total_stamps: total, stamps: shown.map(listedView), pagination };
    return success(view, `Namespace query completed: ${shown.length} stamps found`, {
      namespace,
      pagination: { limit, offset, total },
      operation: 'query_namespace',
    });
  }

  /** The messages that the bridge reads and writes, as in the catalog. */
  @Get('schemas')
  @Wraps(SchemasView)
  schemas(): Wrapped<SchemasView> {
    const versions = CATALOG.filter((entry) => takesPart(entry, this.runtime.origin.service)).map(
      ({ name, version }) => [name, version],
    );
    const view = {
      all_schemas: Object.fromEntries(versions.map(([name, version]) => [name, [version]])) as object,
      active_schemas: Object.fromEntries(versions) as object,
      total_schemas: versions.length,
    };
    return success(view as SchemasView, 'Schemas retrieved', { operation: 'list_schemas' });
  }

  async #anywhere(hash: string): Promise<StampRow> {
    const found = await this.#stamps.anywhere(hash);
    if (found === undefined) throw refused(404, 'STAMP_NOT_FOUND', 'Stamp not found', 'file_hash');
    return found;
  }

  async #in(namespace: string, blake3_hash: string): Promise<StampRow> {
    const found = await this.#stamps.find({ namespace, blake3_hash });
    if (found !== undefined) return found;
    await this.#anywhere(blake3_hash);
    const message = `Stamp not found in namespace '${namespace}'`;
    throw refused(404, 'STAMP_NOT_FOUND_IN_NAMESPACE', message, 'namespace');
  }
}

/** Checked by the handler itself, which refuses in its own form. */
function documentedParam(name: string, description: string): MethodDecorator {
  return documented(({ ApiParam }) => ApiParam({ name, description, schema: { type: 'string' } }));
}

function keptView(row: StampRow): KeptStampView {
  const kept = metadataOf(row);
  const { op_id, stamp_type, protocol_version, version, metadata_version, metadata, intelligence_data } = kept;
  const { namespace } = row;
  return {
    id: row.uid,
    file_hash: row.blake3_hash,
    file_path: row.file_path ?? '',
    file_size: row.content_length,
    content_type: row.content_type,
    stamp_data: { stamp_type, stamp: stampOf(row, stamp_type, kept), metadata, namespace },
    protocol_version,
    created_at: row.stamped_at.toISOString(),
    op_id,
    namespace,
    version,
    metadata_version,
    intelligence_data,
  };
}

function listedView(row: StampRow): ListedStampView {
  const { op_id, stamp_type, version, metadata_version, metadata, intelligence_data } = metadataOf(row);
  return {
    stamp_id: row.uid,
    file_hash: row.blake3_hash,
    file_path: row.file_path ?? '',
    stamp_type,
    created_at: row.stamped_at.toISOString(),
    metadata,
    op_id,
    namespace: row.namespace,
    version,
    metadata_version,
    intelligence_data,
  };
}
