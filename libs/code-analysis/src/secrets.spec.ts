import { Engines } from '#code-model';
import { RUFF_RULES, validate } from '#code-rules';
import { analyze } from './analyze';

let engines: Engines;
beforeAll(async () => {
  engines = await Engines.load(RUFF_RULES);
});

const SECRETS = ['hunter2-prod', 'sk-proj-abcdefghijklmnopqrstuvwxyz123456', 's3cr3tpw', 'p4ssw0rd', 'inside-a-dict'];

const CODE = `import os
password = "${SECRETS[0]}"
API_KEY = "${SECRETS[1]}"
URL = "postgresql://admin:${SECRETS[2]}@db.internal:5432/x"
SETTINGS = {"password": "${SECRETS[4]}"}
LIMIT = 3


def read(client, token="${SECRETS[0]}"):
    return client.get("https://user:${SECRETS[3]}@host.internal:8443/")
`;

describe('secrets in code', () => {
  it('are reported and not repeated', () => {
    const outcome = validate({ code_content: CODE, validation_type: 'full', language: 'python' }, engines);
    expect(outcome).toMatchObject({
      result: { issues: expect.arrayContaining([expect.objectContaining({ code: 'SEC-002' })]) },
    });
    for (const secret of SECRETS) expect(JSON.stringify(outcome)).not.toContain(secret);
  });

  it('are left out of what is reported about the code', () => {
    const outcome = analyze({ code_content: CODE, analysis_type: 'full' }, engines);
    for (const secret of SECRETS) expect(JSON.stringify(outcome)).not.toContain(secret);
    expect(JSON.stringify(outcome)).toContain('"value":"3"');
  });
});
