import type { Arguments } from '../arguments';
import { EXIT } from '../failure';
import type { Session } from '../session';
import { workerClient } from '../worker-client';
import type { TraceAnswer } from './answers';
import { RECORDER } from '../options';
import { showTrace } from './show-trace';
import { traceAsMermaid } from './trace-as-mermaid';

/** `omni trace`: what a correlation id did, as the recorder has it. */
export async function trace(typed: Arguments, session: Session): Promise<number> {
  const [id = ''] = typed.words(0, ['CORRELATION_ID']);
  const output = typed.choice('output', ['human', 'text', 'json', 'mermaid'], 'human');
  const answer = await workerClient(RECORDER, typed, session).get(`traces/${encodeURIComponent(id)}`);
  const found = answer as unknown as TraceAnswer;
  if (output === 'json') await session.print(JSON.stringify(answer));
  else await session.print(output === 'mermaid' ? traceAsMermaid(found) : showTrace(found, session.paint));
  return EXIT.ok;
}
