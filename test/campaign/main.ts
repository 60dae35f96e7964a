import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Campaign } from './campaign';
import { checkHistory } from './check-history';
import { readHistory } from './history-file';
import { clearStaleRuns } from './stale-runs';
import { readOptions, USAGE, type CampaignOptions } from './options';
import { report } from './report';

/** As a shell reports Ctrl-C. */
const INTERRUPTED = 130;

const say = (line: string): void => console.log(line);

async function run(options: CampaignOptions): Promise<number> {
  await clearStaleRuns(say);
  say(`Campaign with seed ${options.seed} (again: npm run test:faults -- --seed ${options.seed})`);
  const campaign = new Campaign(options, say);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => campaign.interrupt());
  try {
    await campaign.run();
  } catch (error) {
    if (!campaign.interrupted) throw error;
    return INTERRUPTED;
  } finally {
    await campaign.close();
  }
  const verdict = checkHistory(readHistory(campaign.historyFile));
  const table = report(verdict, options);
  writeFileSync(
    join(campaign.directory, 'verdict.json'),
    JSON.stringify({ options: asJson(options), ...verdict }, null, 1),
  );
  writeFileSync(join(campaign.directory, 'table.txt'), `${table}\n`);
  say(`\n${table}\n\nHistory, verdict and logs: ${campaign.directory}`);
  return verdict.ok ? 0 : 1;
}

function asJson(options: CampaignOptions) {
  return { ...options, without: [...options.without] };
}

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    say(USAGE);
    return 0;
  }
  try {
    return await run(readOptions(args));
  } catch (error) {
    console.error(error);
    return 2;
  }
}

void main().then((code) => process.exit(code));
