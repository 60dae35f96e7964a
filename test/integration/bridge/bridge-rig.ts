import type { OpenAPIObject } from '@nestjs/swagger';
import { topicCatalog } from '#contracts';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import { AppProcess } from '../../support/app-process';
import { DocumentedApi } from '../http/documented-api';
import { Tap, type Json } from '../main-job/tap';

export const TOKENS = { rita: 'reader-token-0123456789', otto: 'operator-token-0123456789' };
export const EVENTS = [
  'omninode.bridge.event.metadata_stamped.v1',
  'omninode.bridge.event.document_processed.v1',
  'omninode.bridge.event.validation_failed.v1',
] as const;
const BASE = '/api/v1/metadata-stamping';

/** The built bridge as a process, asked by whoever has one of the tokens. */
export class BridgeRig {
  private constructor(
    readonly broker: LocalBroker,
    readonly tap: Tap,
    readonly bridge: AppProcess,
    readonly url: string,
    readonly api: DocumentedApi,
  ) {}

  static async open(
    databaseUrl: string,
    topics: readonly string[] = EVENTS,
    env: Readonly<Record<string, string>> = {},
  ): Promise<BridgeRig> {
    const broker = await startLocalBroker();
    await applyTopics(broker.bootstrap, topicCatalog());
    const tap = await Tap.open(broker.bootstrap, topics);
    const bridge = AppProcess.start('bridge', {
      KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap,
      DATABASE_URL: databaseUrl,
      HTTP_TOKENS: `rita:reader:${TOKENS.rita},otto:operator:${TOKENS.otto}`,
      ...env,
    });
    await bridge.ready();
    const url = await bridge.url();
    const document = (await (await fetch(`${url}/openapi.json`)).json()) as OpenAPIObject;
    return new BridgeRig(broker, tap, bridge, url, new DocumentedApi(document));
  }

  async close(): Promise<void> {
    await this.bridge.kill();
    await this.tap.close().catch(() => undefined);
    await this.broker.stop();
  }

  send(method: 'GET' | 'POST', path: string, body?: string | FormData, headers: Record<string, string> = {}) {
    return fetch(`${this.url}${BASE}${path}`, {
      method,
      headers: {
        // Who composes 100 MiB does not see meanwhile that the worker has closed an idle connection.
        connection: 'close',
        authorization: `Bearer ${TOKENS.otto}`,
        ...(typeof body === 'string' && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
  }

  /** The answer, once it is as documented. */
  async ask(method: 'GET' | 'POST', path: string, body?: object, headers: Record<string, string> = {}) {
    const sent = body === undefined || body instanceof FormData ? body : JSON.stringify(body);
    const response = await this.send(method, path, sent, headers);
    const answered = await this.api.check(method === 'GET' ? 'get' : 'post', `${BASE}${path}`, response);
    return { status: response.status, body: answered as Json };
  }
}

/** A form with one file, as browsers send it. */
export function formOf(name: string, content: string | Uint8Array<ArrayBuffer>): FormData {
  const form = new FormData();
  form.set('file', new Blob([content]), name);
  return form;
}

export const codesOf = ({ body }: { readonly body: Json }): readonly unknown[] => {
  const { error } = body['detail'] as { readonly error: readonly Json[] };
  return error.map(({ code, field }) => `${String(code)} ${String(field)}`);
};
