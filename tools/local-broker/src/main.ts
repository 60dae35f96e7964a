import { parseArgs } from 'node:util';
import { startLocalBroker } from './server';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } });
  const broker = await startLocalBroker({
    port: Number(values.port ?? 9092),
    ...(values.host && { host: values.host }),
  });
  process.stdout.write(`local broker ready at ${broker.bootstrap}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void broker.stop().then(() => process.exit(0)));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`local broker cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
