const URL =
  /\b(?:https?|wss?|postgres(?:ql)?|redis|amqp|nats|mongodb):\/\/(?:[^\s/@"'{}]{1,100}@)?([A-Za-z0-9][A-Za-z0-9.-]{0,252})/g;
const MAX_TEXT = 2_000;
const MAX_HOSTS = 5;

/** The hosts of the addresses in a text, in lower case; none that are filled in. */
export function hostsIn(text: string): string[] {
  const hosts = Array.from(text.slice(0, MAX_TEXT).matchAll(URL), (match) => (match[1] ?? '').toLowerCase());
  return hosts.map((host) => host.replace(/[.-]+$/, '')).slice(0, MAX_HOSTS);
}
