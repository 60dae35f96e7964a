const USUAL = { silenceMs: 4_000, lookEveryMs: 250 };

/**
 * Says lines, and after four seconds without one what is still under way.
 * `during` resolves and rejects as the work does; `state` adds how far it is, such as "12 MB".
 */
exports.createProgress = (output, { silenceMs, lookEveryMs } = USUAL) => {
  const underWay = new Set();
  let spokeAt = Date.now();
  const say = (line) => {
    spokeAt = Date.now();
    output.write(`${line}\n`);
  };
  const remind = () => {
    if (underWay.size === 0 || Date.now() - spokeAt < silenceMs) return;
    const names = [...underWay].map(({ what, since, state }) => {
      const facts = [`${Math.round((Date.now() - since) / 1000)} s`, state?.()].filter(Boolean);
      return `${what} (${facts.join(', ')})`;
    });
    say(`  … ${names.join(', ')}`);
  };
  setInterval(remind, lookEveryMs).unref();
  const during = async (what, work, state) => {
    const entry = { what, since: Date.now(), state };
    underWay.add(entry);
    try {
      return await work;
    } finally {
      underWay.delete(entry);
    }
  };
  return { say, during };
};
