/**
 * Runs the integration suites in two processes side by side, each with an Apache Kafka and a PostgreSQL of its own: for
 * the most part they wait. Within each, one suite runs at a time. What a failing suite leaves open (a client, a server)
 * does not keep the run from ending.
 */
const { spawn } = require('node:child_process');
const { findJavaAndMaven, kafkaJars } = require('../../dist/tools/local-stack/src/kafka-artifacts');

/** About half of the time, and nothing that two processes would want at once; the campaign is in the other half. */
const HALF =
  'test/(integration/(bridge|cli|clients|coordinator|dlq-monitor|event-log|http|intelligence|main-job|nats|observability|schema-registry)|structure|conformance)/';

function jest(option) {
  const args = [
    require.resolve('jest/bin/jest'),
    '--selectProjects',
    'integration',
    '--runInBand',
    '--forceExit',
    option,
    HALF,
  ];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

async function main() {
  // Fetched once, before both want them.
  const programs = await findJavaAndMaven();
  if (programs !== undefined) await kafkaJars(programs.mvn, console.log);
  const codes = await Promise.all([jest('--testPathPatterns'), jest('--testPathIgnorePatterns')]);
  process.exitCode = Math.max(...codes);
}

void main();
