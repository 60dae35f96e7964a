import { Logger as NestOwnLogger, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { createLogger } from './logger';
import { NestLogger } from './nest-logger';

@Module({})
class EmptyModule {}

function nestLogging(): { nest: NestLogger; lines: () => Record<string, unknown>[] } {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  const nest = new NestLogger(createLogger({ service: 'bridge', level: 'trace', destination }));
  return { nest, lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('NestLogger', () => {
  it('writes what Nest logs through its own Logger as JSON lines', async () => {
    const { nest, lines } = nestLogging();
    const app = (await Test.createTestingModule({ imports: [EmptyModule] }).compile()).createNestApplication();
    app.useLogger(nest);
    new NestOwnLogger('Stamping').warn('slow');
    await app.close();
    expect(lines()).toContainEqual(expect.objectContaining({ level: 'warn', message: 'slow', context: 'Stamping' }));
  });

  it('keeps level, context, error and stack', () => {
    const { nest, lines } = nestLogging();
    nest.log('up', 'NestApplication');
    nest.log('Mapped {/health, GET} route', 'RouterExplorer');
    nest.verbose('detail');
    nest.error('broken', 'Error: broken\n    at handler (stamping.ts:1:1)', 'ExceptionsHandler');
    nest.fatal(new Error('dead'));
    nest.debug({ payload: 'print(1)' }, 'X');
    expect(lines()).toMatchObject([
      { level: 'info', message: 'up', context: 'NestApplication' },
      { level: 'debug', context: 'RouterExplorer' },
      { level: 'trace', message: 'detail' },
      {
        level: 'error',
        context: 'ExceptionsHandler',
        error: { message: 'broken', stack: ['at handler (stamping.ts:1:1)'] },
      },
      { level: 'fatal', message: 'dead', error: { message: 'dead' } },
      { level: 'debug', message: 'Nest logged an object', context: 'X' },
    ]);
  });
});
