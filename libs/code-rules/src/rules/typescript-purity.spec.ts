import { expectScriptFindings } from './expecting.fixture';
import { PURITY_CALLS } from './purity-calls';
import { PURITY_IMPORTS } from './purity-imports';
import { PURITY_STATE } from './purity-state';

/** Line 1 imports, line 2 opens a pure node, line 3 is the work. */
const node = (imports: string, work: string): string =>
  `${imports}\nclass NodePriceCompute extends NodeCompute {\n  compute(input: Input) { ${work} }\n}\n`;
/** The same with something of the class on line 3. */
const member = (field: string, before = ''): string =>
  `${before}\nclass NodePriceCompute extends NodeCompute {\n  ${field}\n}\n`;

describe('imports of TypeScript in pure nodes', () => {
  expectScriptFindings(PURITY_IMPORTS, 'PUR-001', [
    ['a client', node("import axios from 'axios';", ''), ['1']],
    ['one of a scope', node("import { S3Client, type S3 } from '@aws-sdk/client-s3';", ''), ['1']],
    ['a module of Node, by either name', node("import * as http from 'node:http';", ''), ['1']],
    ['what is required', node("const { Kafka } = require('kafkajs');", ''), ['1']],
    ['what is required the older way', node("import pg = require('pg');", ''), ['1']],
    ['what is imported when it is needed', node('', "await import('ioredis');"), ['3']],
    ['a type', node("import type { Pool } from 'pg';", ''), []],
    ['types among names', node("import { type Pool } from 'pg';\nexport type { Client } from 'pg';", ''), []],
    ['a part that only computes', node("import { STATUS_CODES } from 'http';", ''), []],
    ['a file of its own', node("import { get } from './http';", ''), []],
    ['an effect', "import axios from 'axios';\nclass NodePriceEffect extends NodeEffect {}\n", []],
    ['a class that only sounds like a node', "import axios from 'axios';\nclass MapReducer { reduce() {} }\n", []],
    ['no class at all', "import axios from 'axios';\naxios.get('/');\n", []],
    ['no class, asked for as compute', "import axios from 'axios';\n", ['1'], { nodeType: 'compute' }],
    ['programs without a class', "import 'child_process';\n", ['1 warning'], { nodeType: 'compute' }],
  ]);

  expectScriptFindings(PURITY_IMPORTS, 'PUR-007', [
    ['a mixin of the older kind', node("import { MixinEventBus } from './mixins';", ''), ['1']],
    ["Node's emitter", node("import { EventEmitter } from 'node:events';", ''), ['1']],
    ['a file called events', node("import { Priced } from './events';", ''), []],
    ['the type of an envelope', node("import type { ModelEventEnvelope } from './envelope';", ''), []],
  ]);

  expectScriptFindings(PURITY_IMPORTS, 'PUR-008', [
    ['workers', node("import { Worker } from 'worker_threads';", ''), ['1']],
    ['a timer', node('', 'setInterval(tick, 10);'), ['3 warning']],
    [
      'a timer that is imported',
      node("import { setTimeout as wait } from 'timers/promises';", 'wait(1);'),
      ['3 warning'],
    ],
    ['a method of that name', node('', 'this.clock.setInterval(10);'), []],
    ['a function of that name', node('function setTimeout() {}', 'setTimeout();'), []],
  ]);

  expectScriptFindings(PURITY_IMPORTS, 'PUR-009', [
    ['a logger', node("import pino from 'pino';", ''), ['1']],
    ["Nest's logger", node("import { Logger } from '@nestjs/common';", ''), ['1']],
    ['something else of Nest', node("import { Injectable } from '@nestjs/common';", ''), []],
  ]);
});

describe('calls of TypeScript in pure nodes', () => {
  expectScriptFindings(PURITY_CALLS, 'PUR-002', [
    ['writing', node("import { writeFileSync } from 'fs';", "writeFileSync('a', 'b');"), ['3']],
    ['writing by promise', node("import { promises as fs } from 'node:fs';", "fs.rm('a');"), ['3']],
    ['reading', node("import fs from 'node:fs';", "fs.readFileSync('a');"), ['3 warning']],
    ['what was required', node("const { readFile: read } = require('fs/promises');", "read('a');"), ['3 warning']],
    ['whether there is one', node("import { existsSync } from 'fs';", "existsSync('a');"), []],
    ['a method of something else', node("import fs from './fs';", "fs.writeFile('a');"), []],
  ]);

  expectScriptFindings(PURITY_CALLS, 'PUR-003', [
    ['a variable', node('', 'return process.env.RATE;'), ['3']],
    ['a variable by a text', node('', "return process.env['RATE'];"), ['3']],
    ['a call on a variable', node('', 'return process.env.RATE?.trim();'), ['3']],
    ['setting one', node('', "process.env.RATE = '1';"), ['3']],
    ["a bundler's", node('', 'return import.meta.env.RATE;'), ['3']],
    ['loading a file of them', node("import { config } from 'dotenv';", 'config();'), ['3']],
    ['imported', node("import { env } from 'node:process';", 'return env.RATE;'), ['1', '3']],
    [
      'a parameter called process',
      node('', '').replace('input', 'process').replace('{  }', '{ return process.env.A; }'),
      [],
    ],
    ['settings of its own', node('', 'return this.settings.env.RATE;'), []],
  ]);

  expectScriptFindings(PURITY_CALLS, 'PUR-004', [
    ['a request', node('', "return fetch('https://a');"), ['3']],
    ['a request by its full name', node('', "return globalThis.fetch('https://a');"), ['3']],
    ['a query', node('', "return this.#dbPool.query('x');"), ['3']],
    ['what is waited for', node('', 'await this.prisma.user.findMany();'), ['3']],
    ['a method called fetch', node('', 'return this.rates.fetch(input);'), []],
    ['a lookup', node('', 'return this.session.get(input);'), []],
    ['a function of its own', node("import { fetch } from './rates';", 'return fetch(input);'), []],
  ]);

  expectScriptFindings(PURITY_CALLS, 'PUR-010', [
    ['the time', node('', 'return Date.now();'), ['3']],
    ['the time as an object', node('', 'return new Date();'), ['3']],
    ['chance', node('', 'return Math.random();'), ['3']],
    ['an identifier', node("import { randomUUID } from 'node:crypto';", 'return randomUUID();'), ['3']],
    ['an identifier of a library', node("import { v4 as id } from 'uuid';", 'return id();'), ['3']],
    ['a given time', node('', 'return new Date(input.at);'), []],
    ['a name-based identifier', node("import { v5 } from 'uuid';", 'return v5(input.a, input.b);'), []],
    ['a duration', node('', 'return performance.now();'), []],
  ]);
});

describe('state of TypeScript in pure nodes', () => {
  expectScriptFindings(PURITY_STATE, 'PUR-005', [
    ['a static collection', member('static cache = new Map();'), ['3']],
    ['a private one', member('private static seen: string[] = [];'), ['3']],
    ['one of each object', member('readonly parts = [];'), []],
    ['one that stays as it is', member('static readonly rates = { a: 1 };\n  static kinds = [1] as const;'), []],
    ['a constant', member('static RATES = { a: 1 };'), []],
  ]);

  expectScriptFindings(PURITY_STATE, 'PUR-006', [
    ['a member that changes', member('compute() { this.total += 1; }'), ['3']],
    ['one that counts', member('compute() { this.#calls++; }'), ['3']],
    ['a collection that changes', member('compute() { this.#seen.add(1); }'), ['3']],
    ['a decorator', member('@Memoize() compute() {}'), ['3']],
    ['a variable of the module', member('compute() { calls++; }', 'let calls = 0;'), ['3']],
    ['a collection of the module', member('compute(a) { seen.set(a, 1); }', 'const seen = new Map();'), ['3']],
    ['a key of one', member('compute(a) { seen[a] = 1; }', 'const seen: Seen = {};'), ['3']],
    ['the constructor', member('constructor() { this.total = 0; }\n  onModuleInit() { this.total = 1; }'), []],
    ['a variable of the call', member('compute() { let calls = 0; calls++; }', 'const calls = 1;'), []],
    ['a constant that is read', member('compute(a) { return RATES.get(a); }', 'const RATES = new Map();'), []],
    ['filling a table while loading', member('compute() {}', 'const table = new Map();\ntable.set(1, 2);'), []],
    ['an effect', 'let n = 0;\nclass NodePriceEffect extends NodeEffect { process() { n++; this.m = 1; } }\n', []],
  ]);
});
