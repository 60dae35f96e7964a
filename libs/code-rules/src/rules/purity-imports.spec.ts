import type { Asked } from '../subject';
import { PURITY_IMPORTS } from './purity-imports';
import { loadFinder } from './subject.fixture';

let found: (code: string, asked?: Partial<Asked>) => string[];
beforeAll(async () => {
  const find = await loadFinder();
  found = (code, asked) =>
    PURITY_IMPORTS.flatMap((rule) => find(rule, code, asked).map((finding) => `${rule.id} ${finding.split(':')[0]}`));
});

const COMPUTE = 'class NodeACompute(NodeCompute):\n    pass\n';
const REDUCER = 'class NodeAReducer(NodeReducer):\n    pass\n';

describe('an import by a pure node', () => {
  test.each([
    ['import httpx', 'PUR-001 1'],
    ['import urllib.request', 'PUR-001 1'],
    ['import subprocess as sp', 'PUR-001 1'],
    ['from sqlalchemy.orm import Session, mapper', 'PUR-001 1'],
    ['from google.cloud import storage', 'PUR-001 1'],
    ['import http.client', 'PUR-001 1'],
    ['import threading', 'PUR-008 1'],
    ['from concurrent import futures', 'PUR-008 1'],
    ['import logging', 'PUR-009 1'],
    ['from logging.handlers import RotatingFileHandler', 'PUR-009 1'],
    ['from a.mixins import MixinEventBus', 'PUR-007 1'],
    ['import omnibase_core.mixins.mixin_event_bus', 'PUR-007 1'],
    ['from omnibase_core.events import *', 'PUR-007 1'],
    ['from b import ProtocolEventBus as Bus', 'PUR-007 1'],
  ])('%j is refused', (line, finding) => {
    expect(found(`${line}\n${COMPUTE}`)).toEqual([finding]);
    expect(found(`${line}\n${REDUCER}`)).toEqual([finding]);
  });

  test.each([
    'from urllib.parse import urlparse',
    'import urllib.parse',
    'from http import HTTPStatus',
    'import asyncio, json, re, functools',
    'from .requests import ModelRequest',
    'from omnibase_core.mixins.mixin_fsm_execution import MixinFSMExecution',
    'import redistribution',
    'if TYPE_CHECKING:\n    import httpx\n    from omnibase_core.events import Event',
    'a = "import httpx"  # import httpx',
  ])('%j is left alone', (line) => {
    expect(found(`${line}\n${COMPUTE}`)).toEqual([]);
  });

  test.each(['Effect', 'Orchestrator'])('is no matter in an %s', (kind) => {
    const code = `import httpx, threading, logging\nfrom a import MixinEventBus\nclass NodeA${kind}(Node${kind}):\n    pass\n`;
    expect(found(code)).toEqual([]);
  });

  test('is refused once per statement', () => {
    expect(found(`from httpx import (\n    Client,\n    AsyncClient,\n)\nimport httpx\n${COMPUTE}`)).toEqual([
      'PUR-001 2',
      'PUR-001 5',
    ]);
  });

  test('is refused in a handler when the request calls it a compute', () => {
    const handler = 'import asyncpg\nclass HandlerA:\n    def handle(self, a): ...\n';
    expect(found(handler)).toEqual([]);
    expect(found(handler, { nodeType: 'compute' })).toEqual(['PUR-001 1']);
  });

  test('belongs to the class that uses it where an effect stands in the same file', () => {
    const effect = 'class NodeBEffect(NodeEffect):\n    def get(self):\n        return httpx.get("a")\n';
    expect(found(`import httpx\n${effect}${COMPUTE}`)).toEqual([]);
    const compute = 'class NodeACompute(NodeCompute):\n    def run(self):\n        return redis.Redis()\n';
    expect(found(`import httpx, redis\n${effect}${compute}`)).toEqual(['PUR-001 1']);
  });

  test('of an envelope is fine for a handler, and refused in a node', () => {
    const line = 'from omnibase_core.models.events.model_event_envelope import ModelEventEnvelope\n';
    expect(found(`${line}class HandlerA:\n    def handle(self, envelope): ...\n`, { nodeType: 'compute' })).toEqual([]);
    expect(found(`${line}${COMPUTE}`)).toEqual(['PUR-007 1']);
  });
});

test('a mixin is refused where a fragment only inherits it', () => {
  expect(found('class NodeAReducer(NodeReducer, MixinEventBus):\n    pass\n')).toEqual(['PUR-007 1']);
});

test.each([
  'import os\nos.system("ls")',
  'import asyncio\nasyncio.create_subprocess_exec("ls")',
  'from os import popen\npopen("ls")',
])('what starts a program is refused: %j', (code) => {
  expect(found(`${code}\n${COMPUTE}`)).toEqual(['PUR-008 2']);
});
