import { NestFactory } from '@nestjs/core';
import type { Type } from '@nestjs/common';
import { BoundedHttpAdapter, OpenApi } from '#http';
import { AppModule as Bridge } from '../../../apps/bridge/src/app.module';
import { AppModule as Coordinator } from '../../../apps/coordinator/src/app.module';
import { AppModule as Monitor } from '../../../apps/dlq-monitor/src/app.module';
import { AppModule as Intelligence } from '../../../apps/intelligence/src/app.module';
import { AppModule as Recorder } from '../../../apps/recorder/src/app.module';
import type { OpenAPIObject } from '@nestjs/swagger';
import { GENERATED } from './generated';
import { httpApiPage } from './http-api-page';
import { pageDocs } from './page-docs';

const WORKERS: Readonly<Record<string, Type>> = {
  intelligence: Intelligence,
  bridge: Bridge,
  'dlq-monitor': Monitor,
  recorder: Recorder,
  coordinator: Coordinator,
};

const ASKED_BY_CONSOLE: ReadonlySet<string> = new Set(['dlq-monitor', 'recorder']);

/** The OpenAPI documents of the workers, their page, and the types with which the console asks those it asks, by path. */
export async function apiDocuments(root: string): Promise<ReadonlyMap<string, string>> {
  // Its types for `require` are broken.
  const { default: openapiTypes, astToString } = await import('openapi-typescript');
  const files = new Map<string, string>();
  const documents = new Map<string, OpenAPIObject>();
  for (const [worker, module] of Object.entries(WORKERS)) {
    const document = await documentOf(worker, module);
    documents.set(worker, document);
    files.set(`schemas/openapi/${worker}.json`, `${JSON.stringify(document, null, 2)}\n`);
    if (!ASKED_BY_CONSOLE.has(worker)) continue;
    const types = astToString(await openapiTypes(structuredClone(document) as never));
    files.set(`apps/console/src/api/${worker}.d.ts`, `// ${GENERATED}\n${types}`);
  }
  files.set('docs/http-api.md', httpApiPage(documents, pageDocs(root)));
  return files;
}

/** As the worker serves it. In a preview nothing is instantiated: neither settings nor servers are asked for. */
async function documentOf(worker: string, module: Type): Promise<OpenAPIObject> {
  const app = await NestFactory.create(module, new BoundedHttpAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  const openApi = new OpenApi({ title: worker, version: '1' });
  openApi.describe(app);
  return openApi.document();
}
