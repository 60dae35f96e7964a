/** Preloaded into an app: when it exits it says which modules of the NATS client it had loaded, as a line of its log. */
process.on('exit', () => {
  const loaded = Object.keys(require.cache).filter((path) => path.includes('@nats-io'));
  process.stdout.write(`${JSON.stringify({ message: 'loaded of NATS', loaded: loaded.length })}\n`);
});
