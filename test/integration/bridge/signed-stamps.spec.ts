import { createPublicKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DECISION_AUDIT_TOPIC } from '#contracts';
import { keyIdOf, newKeyPair } from '#signing';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { documents, omni } from '../cli/omni';
import { json, type Json } from '../main-job/tap';
import { BridgeRig, EVENTS, TOKENS } from './bridge-rig';

const STAMPED = 'omninode.bridge.response.stamp.v1';
const VERIFIED = 'omninode.bridge.response.verify.v1';
const KEYS = { now: newKeyPair(), before: newKeyPair() };

describe('a bridge that signs', () => {
  let database: RandomDatabase;
  let rig: BridgeRig;
  let folder: string;
  const at = (name: string): string => join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'omni-bridge-keys-'));
    await writeFile(at('now'), KEYS.now.privateKey);
    await writeFile(at('before.pub'), KEYS.before.publicKey);
    database = await createRandomDatabase();
    rig = await BridgeRig.open(database.url, [...EVENTS, STAMPED, VERIFIED, DECISION_AUDIT_TOPIC], {
      STAMP_SIGNING_KEY_FILE: at('now'),
      STAMP_PUBLIC_KEYS: at('before.pub'),
    });
  });
  afterAll(async () => {
    await rig.close();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  async function request(operation: 'stamp' | 'verify', correlation_id: string, payload: object): Promise<Json> {
    const value = JSON.stringify({ ...payload, correlation_id });
    await rig.tap.send({ topic: `omninode.bridge.request.${operation}.v1`, key: correlation_id, value });
    return json(await rig.tap.first(operation === 'stamp' ? STAMPED : VERIFIED, correlation_id));
  }

  async function ask(method: 'get' | 'post', path: string, body?: object, token = TOKENS.otto) {
    const response = await fetch(`${rig.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await rig.api.check(method, path, response)) as Json };
  }

  const cli = (...argv: readonly string[]) =>
    omni([...argv, '--output', 'json'], { cwd: folder, env: { OMNI_TOKEN: TOKENS.otto } });

  it('serves the keys that whoever verifies trusts, the one that signs first', async () => {
    const { body } = await ask('get', '/api/v1/stamping-keys');
    const ids = [KEYS.now, KEYS.before].map(({ publicKey }) => keyIdOf(createPublicKey(publicKey)));
    expect((body['keys'] as readonly Json[]).map(({ kid }) => kid)).toEqual(ids);
    const anybody = await fetch(`${rig.url}/api/v1/stamping-keys`);
    expect(await anybody.json()).toEqual(body);
  });

  it('signs what comes by the bus, so that its keys verify it beside the content', async () => {
    const content = 'as it was sent\n';
    const { metadata } = (await request('stamp', 'sign-1', { content, namespace: 'spec.signed' })) as {
      metadata: Json;
    };
    const again = await request('stamp', 'sign-2', { content, namespace: 'spec.signed' });
    expect(again['metadata']).toEqual(metadata);
    await writeFile(at('content.txt'), content);
    await writeFile(at('content.txt.onex.dsse'), JSON.stringify(metadata['signature']));
    await writeFile(at('keys.json'), await (await fetch(`${rig.url}/api/v1/stamping-keys`)).text());
    const verified = await cli('verify', 'content.txt', '--public-key', 'keys.json', '--require-signature');
    expect(JSON.parse(verified.stdout)).toMatchObject({ files: [{ status: 'valid', compared: 'signature' }] });
  });

  it('signs what comes over HTTP, one content and many', async () => {
    const content = 'over HTTP';
    const { body } = await rig.ask('POST', '/stamp', { content, namespace: 'spec.signed' });
    const { signature } = body['metadata'] as Json;
    const batch = await rig.ask('POST', '/batch', {
      items: [{ content }, { content: 'more' }],
      namespace: 'spec.signed',
    });
    const { results } = batch.body['data'] as { readonly results: readonly Json[] };
    expect(results.map((result) => result['signature'])).toEqual([
      signature,
      expect.objectContaining({ signatures: [expect.anything()] }),
    ]);
    const asked = await request('stamp', 'sign-3', { content, namespace: 'spec.signed' });
    expect((asked['metadata'] as Json)['signature']).toEqual(signature);
  });

  it('says what was revoked, by whom and why, until that is lifted', async () => {
    const content = 'leaked';
    const { blake3_hash } = await request('stamp', 'revoke-1', { content });
    const url = ['--url', rig.url];
    const hash = String(blake3_hash);
    expect(await cli('revocations', 'revoke', hash, ...url)).toMatchObject({ code: 2 });
    const revoked = await cli('revocations', 'revoke', hash, '--reason', 'it leaked', ...url);
    expect(documents(revoked.stdout)).toEqual([
      { blake3_hash, reason: 'it leaked', actor: 'otto', revoked_at: expect.any(String) },
    ]);
    expect(await request('verify', 'revoke-2', { content })).toMatchObject({
      valid: false,
      reason: 'revoked',
      metadata: { blake3_hash, expected: null, found: documents(revoked.stdout)[0]?.['revoked_at'] },
    });

    const list = await cli('revocations', 'ls', ...url);
    expect(list.stdout).toBe(revoked.stdout);
    await writeFile(at('revoked'), list.stdout);
    await writeFile(at('leaked.txt'), content);
    const verified = await cli('verify', 'leaked.txt', '--revoked', 'revoked');
    expect(JSON.parse(verified.stdout)).toMatchObject({
      files: [{ status: 'revoked', found: hash, reason: 'it leaked' }],
    });

    const lifted = await cli('revocations', 'lift', hash, '--reason', 'it did not', ...url);
    expect(lifted.code).toBe(0);
    expect(await cli('revocations', 'lift', hash, '--reason', 'again', ...url)).toMatchObject({ code: 1 });
    expect(await request('verify', 'revoke-3', { content })).toMatchObject({ valid: true });

    await rig.tap.readTo(await rig.tap.ends([DECISION_AUDIT_TOPIC]));
    const tasks = rig.tap.keyed(DECISION_AUDIT_TOPIC, 'otto').map((record) => {
      const { payload } = json(record) as { readonly payload: Json };
      return [payload['task'], payload['result']];
    });
    expect(tasks).toEqual([
      [
        { kind: 'revoke_stamps', reason: 'it leaked' },
        expect.objectContaining({ blake3_hash, after: { revoked: true } }),
      ],
      [
        { kind: 'lift_revocation', reason: 'it did not' },
        expect.objectContaining({ blake3_hash, after: { revoked: false } }),
      ],
    ]);
  });

  it('lets operators revoke, once, and nobody else', async () => {
    const body = { blake3_hash: 'ab'.repeat(32), reason: 'first' };
    expect(await ask('post', '/api/v1/revocations', body, TOKENS.rita)).toMatchObject({ status: 403 });
    expect(
      await ask('post', `/api/v1/revocations/${body.blake3_hash}/lift`, { reason: 'no' }, TOKENS.rita),
    ).toMatchObject({
      status: 403,
    });
    const { body: first } = await ask('post', '/api/v1/revocations', body);
    expect(await ask('post', '/api/v1/revocations', { ...body, reason: 'second' })).toEqual({
      status: 200,
      body: first,
    });
    expect(await ask('get', '/api/v1/revocations', undefined, TOKENS.rita)).toMatchObject({
      status: 200,
      body: { items: [first] },
    });
    expect(await ask('post', `/api/v1/revocations/${'cd'.repeat(32)}/lift`, { reason: 'x' })).toMatchObject({
      status: 404,
      body: { code: 'revocation_not_found' },
    });
    expect(await ask('post', '/api/v1/revocations', { blake3_hash: 'AB', reason: 'x' })).toMatchObject({ status: 400 });
  });
});
