import type { NodeType } from '#contracts';
import { isDeclarative, NAMES, VERSIONS } from './blocks';
import { below, firstOf, has, isMembers, type Members, own, textOf } from './members';
import { isAccepted, kindOf } from './node-kind';
import type { Reading } from './reading';
import { quoted, type Report } from './report';

const INPUTS = ['input_model', 'inputs', 'input_state', 'input_schema', 'input'];
const OUTPUTS = ['output_model', 'outputs', 'output_state', 'output_schema', 'output', 'output_models'];
const MAX_MODEL_LENGTH = 500;

/** CON-001: a whole contract says what it is: name, node type, version; a node type is one of the accepted ones. */
export function checkIdentity({ contract, path, form }: Reading, report: Report): void {
  const nodeType = own(contract, 'node_type');
  const isGiven = nodeType !== undefined && nodeType !== null;
  if (isGiven && (typeof nodeType !== 'string' || !isAccepted(nodeType))) {
    const found = typeof nodeType === 'string' ? quoted(nodeType) : 'not a text';
    report.add('CON-001', below(path, 'node_type'), `node_type is ${found}, which is no node type`);
  }
  if (form !== 'node') return;
  const missing = [
    ...(isGiven ? [] : ['node_type']),
    ...(textOf(contract, NAMES) === undefined ? ['name'] : []),
    ...(has(contract, VERSIONS) ? [] : ['contract_version']),
  ];
  for (const name of missing) report.add('CON-001', path, `The contract has no ${name}`);
}

/**
 * CON-002: the contract is of the requested kind. A request may bring the contracts of neighbours along: as soon as one
 * contract is of that kind, the others are taken for theirs.
 */
export function checkKind(readings: readonly Reading[], nodeType: NodeType | undefined, report: Report): void {
  if (nodeType === undefined || readings.some(({ contract }) => kindIn(contract) === nodeType)) return;
  for (const { contract, path } of readings) {
    const kind = kindIn(contract);
    if (kind === undefined) continue;
    const message = `The contract is of node_type ${quoted(textOf(contract, ['node_type']) ?? kind)}, the request of ${nodeType}`;
    report.add('CON-002', below(path, 'node_type'), message);
  }
}

export function kindIn(contract: Members): NodeType | undefined {
  const nodeType = textOf(contract, ['node_type']);
  return nodeType === undefined ? undefined : kindOf(nodeType);
}

/** CON-003: a whole contract describes itself and names its models; a generator's plan has no models yet. */
export function checkDescription({ contract, path, form }: Reading, report: Report): void {
  if (form !== 'node') return;
  if (!has(contract, ['description'])) report.add('CON-003', path, 'The contract has no description');
  const isPlan = has(contract, ['capabilities']) && has(contract, ['subcontracts', 'service_name']);
  if (isPlan) return;
  checkModel(contract, path, INPUTS, report);
  checkModel(contract, path, OUTPUTS, report);
}

function checkModel(contract: Members, path: string, names: readonly string[], report: Report): void {
  const [usual = ''] = names;
  const model = firstOf(contract, names, path) ?? ofHandler(contract, names, path);
  if (model === undefined) {
    if (!routesByModel(contract)) report.add('CON-003', path, `The contract has no ${usual}`);
    return;
  }
  if (!model.path.endsWith(`/${usual}`)) return;
  const name = isMembers(model.value) ? textOf(model.value, ['name', 'class', 'class_name']) : model.value;
  if (typeof name !== 'string' || name.length > MAX_MODEL_LENGTH || /(?:^|[^A-Za-z0-9_])Model[A-Z]/.test(name)) return;
  report.add('CON-003', model.path, `${usual} is ${quoted(name)}, which does not begin with Model`);
}

/** A node with one handler may name the models where it names the handler. */
function ofHandler(contract: Members, names: readonly string[], path: string): ReturnType<typeof firstOf> {
  const handler = own(contract, 'handler');
  return isMembers(handler) ? firstOf(handler, names, below(path, 'handler')) : undefined;
}

/** Declarative nodes may have one input model per handler instead of one for all. */
function routesByModel(contract: Members): boolean {
  const routing = own(contract, 'handler_routing');
  const handlers = isMembers(routing) ? own(routing, 'handlers') : undefined;
  return Array.isArray(handlers) && handlers.some((handler) => isMembers(handler) && has(handler, ['event_model']));
}

/** CON-004: versions are {major, minor, patch}; declarative contracts say `contract_version`, not `version`. */
export function checkVersion({ contract, path, form }: Reading, report: Report): void {
  if (form !== 'node') return;
  for (const name of ['contract_version', 'version']) {
    const version = own(contract, name);
    if (version === undefined || version === null || isSemVer(version)) continue;
    const found = typeof version === 'string' ? `the text ${quoted(version)}` : 'something else';
    report.add('CON-004', below(path, name), `${name} must be {major, minor, patch}, it is ${found}`);
  }
  if (isDeclarative(contract) && has(contract, ['version'])) {
    report.add('CON-004', below(path, 'version'), 'version is the old name of contract_version');
  }
}

function isSemVer(version: unknown): boolean {
  return isMembers(version) && ['major', 'minor', 'patch'].every((part) => Number.isInteger(own(version, part)));
}

/** CON-008: a fingerprint is the version, a colon and the first 12 hexadecimal digits of the hash. */
export function checkFingerprint({ contract, path }: Reading, report: Report): void {
  const fingerprint = own(contract, 'fingerprint');
  if (fingerprint === undefined || fingerprint === null) return;
  if (typeof fingerprint === 'string' && /^\d{1,9}\.\d{1,9}\.\d{1,9}:[0-9a-f]{12}$/i.test(fingerprint)) return;
  report.add('CON-008', below(path, 'fingerprint'), 'fingerprint is not of the form 1.2.3:0123456789ab');
}
