const VERSION = '2.2.4';

const { version } = require('kafkajs/package.json') as { readonly version: string };
if (version !== VERSION) {
  throw new Error(`kafkajs ${version} is installed, but what this folder corrects is kafkajs ${VERSION}`);
}

/** A module inside kafkajs; only the version that was looked at will do. */
export function requireKafkajs(path: string): unknown {
  return require(`kafkajs/src/${path}`);
}
