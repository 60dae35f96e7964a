/**
 * What `npm start` and `npm run demo` run: plain JavaScript, so that it can speak before anything is compiled. It
 * compiles what changed and hands over to the compiled `src/main.ts`.
 */
const { execFileSync, spawn } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { compiledFrom, noteCompiled, signatureOf } = require('./compiled');
const { createProgress } = require('./progress');

const root = path.join(__dirname, '../..');
const main = path.join(root, 'dist/tools/local-stack/src/main.js');

const HELP = `npm start                      checks the settings, compiles what changed, starts broker, database and services
npm start -- status            where the running stack is and how it is (exit code 0: ready, 1: not all, 3: none runs)
npm start -- stop              ends the running stack, whoever started it
npm start -- --help            this

  --show-secrets               the database's password in the table, with start and status
  --verbose                    of the demo: the messages, not only a line for each question

npm run demo                   sends sample requests to the running stack
Settings: the environment, then .env; .env.example explains them. Exit code 2: something has to be set right first.
`;

const FIRST_LINES = {
  start:
    'Starting the OmniNode workers: first settings, ports and log-ins are checked; then broker, database and five services start. Ctrl-C stops everything.',
  demo: 'Sending sample requests to the running stack …',
};

const progress = createProgress(process.stdout);
let stop = () => process.exit(0);

async function launch([first, ...rest]) {
  const options = {
    'show-secrets': { type: 'boolean' },
    verbose: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  };
  const { values, positionals } = parseArgs({ args: rest, options, allowPositionals: true });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const command = first === 'demo' ? first : (positionals[0] ?? 'start');
  if (positionals.length > (first === 'demo' ? 0 : 1) || !['start', 'status', 'stop', 'demo'].includes(command)) {
    throw new Error(
      `there is no command ${JSON.stringify(positionals.join(' '))}; npm start knows status, stop and --help`,
    );
  }
  if (FIRST_LINES[command] !== undefined) progress.say(FIRST_LINES[command]);
  requirePackages();
  const looksOnly = command === 'status' || command === 'stop';
  if (looksOnly && !existsSync(main)) {
    progress.say('No stack is running here.');
    return command === 'stop' ? 0 : 3;
  }
  const sources = looksOnly ? compiledFrom(root) : signatureOf(root);
  if (sources !== compiledFrom(root)) await progress.during('compiling what changed', compile(sources));
  const { run } = require(main);
  return run(command, values, { progress, onStop: (handler) => (stop = handler) });
}

function requirePackages() {
  const { engines } = require(path.join(root, 'package.json'));
  const [oldest, own] = [engines.node.replace('>=', ''), process.versions.node].map((text) =>
    text.split('.').map(Number),
  );
  if (own[0] < oldest[0] || (own[0] === oldest[0] && own[1] < oldest[1])) {
    throw new Error(`Node.js ${oldest.join('.')} or newer is needed, and this is ${process.versions.node}`);
  }
  if (!existsSync(path.join(root, 'node_modules/typescript-7')))
    throw new Error('packages are missing: run "npm ci" first');
}

/** Without looking at the types, which `npm run build` does: what runs is the same. */
async function compile(sources) {
  const startedAt = Date.now();
  progress.say('Compiling what changed …');
  const tsc = path.join(root, 'node_modules/typescript-7/bin/tsc');
  const args = [tsc, '-p', path.join(root, 'tsconfig.json'), '--noCheck', '--pretty', 'false'];
  const compiler = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  stop = () => {
    compiler.kill('SIGKILL');
    progress.say('Stopped.');
    process.exit(0);
  };
  const said = [];
  for (const stream of [compiler.stdout, compiler.stderr]) stream.on('data', (text) => said.push(text));
  const code = await new Promise((resolve) => compiler.once('close', resolve));
  if (code !== 0) throw new Error(`the sources do not compile:\n${said.join('').trim()}`);
  execFileSync(process.execPath, [path.join(root, 'dist/libs/knowledge/build/main.js')], { stdio: 'inherit' });
  noteCompiled(root, sources);
  progress.say(`Compiled in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop());
// `npm start | head`: nobody reads any more, so nobody wants what would be started.
process.stdout.once('error', () => stop());
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);

launch(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  },
);
