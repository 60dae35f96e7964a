import { access, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { parseAllDocuments } from 'yaml';
import { reasonOf } from '../system-error';
import { isObject, MAX_MESSAGE_BYTES, type JsonObject } from '#contracts';

/** What is wrong with a contract file, in one sentence. */
export class ContractError extends Error {}

/** The documents of a YAML or JSON file, each an object as it would come over the wire. Throws a `ContractError`. */
export async function readContracts(path: string): Promise<readonly JsonObject[]> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new ContractError(`the contract ${path} cannot be read: ${reasonOf(error)}`);
  });
  if (bytes.length > MAX_MESSAGE_BYTES) throw new ContractError(`the contract ${path} has more than 1 MiB`);
  const documents = parseAllDocuments(bytes.toString('utf8'));
  const contracts = [...documents].map((document) => {
    const [mistake] = document.errors;
    if (mistake !== undefined) throw new ContractError(`the contract ${path} is not YAML: ${sentence(mistake)}`);
    return plain(() => document.toJS(), path);
  });
  const stray = contracts.find((contract) => !isObject(contract));
  if (stray !== undefined) throw new ContractError(`the contract ${path} is no mapping`);
  return contracts as readonly JsonObject[];
}

/** As JSON has it: no dates, no shared parts, and an end to it. */
function plain(read: () => unknown, path: string): unknown {
  try {
    return JSON.parse(JSON.stringify(read()) ?? 'null') as unknown;
  } catch (error) {
    throw new ContractError(`the contract ${path} cannot be used: ${sentence(error)}`);
  }
}

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message.split('\n')[0] ?? error.message;
}

/** Files come folder by folder, so few folders are in use at a time. */
const FOLDERS_KEPT = 64;

const NAMES = ['contract.yaml', 'contract.yml', 'contract.json'] as const;

/** Finds the contract that lies beside a file: the first of `contract.yaml`, `contract.yml`, `contract.json`. */
export function contractsBeside(): (path: string) => Promise<readonly JsonObject[]> {
  const known = new LRUCache<string, Promise<readonly JsonObject[]>>({ max: FOLDERS_KEPT });
  return (path) => {
    const folder = dirname(path);
    const found = known.get(folder) ?? inFolder(folder);
    known.set(folder, found);
    return found;
  };
}

async function inFolder(folder: string): Promise<readonly JsonObject[]> {
  for (const name of NAMES) {
    const path = join(folder, name);
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return readContracts(path);
  }
  return [];
}
