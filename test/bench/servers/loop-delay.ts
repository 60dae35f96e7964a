import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Required before a worker: on SIGUSR2 it writes how long its event loop was held up since the last time, in ms. */
const delays = monitorEventLoopDelay({ resolution: 1 });
delays.enable();

process.on('SIGUSR2', () => {
  writeFileSync(process.env['LOOP_DELAY_FILE'] ?? '', String(delays.max / 1e6));
  delays.reset();
});
