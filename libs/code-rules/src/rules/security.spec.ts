import { expectFindings, expectScriptFindings } from './expecting.fixture';
import { SECURITY } from './security';

describe('security', () => {
  expectFindings(SECURITY, 'SEC-002', [
    ['a password', "password = 'tr0ub4dor'", ['1']],
    ['a password that is a word', "db_password = 'swordfish'", ['1']],
    [
      'an argument, a default, an attribute',
      "f(api_key='a8f5f167f44f')\ndef g(token='a8f5f167f44f'): ...\nself.secret = 'a8f5f167f44f'",
      ['1', '2', '3'],
    ],
    [
      'a member, an element, a fallback',
      'a = {"db-password": "tr0ub4dor"}\nb["apiKey"] = "a8f5f167f44f"\nc = os.getenv("DB_PASSWORD", "tr0ub4dor")\nd = os.getenv("TOKEN") or "a8f5f167f44f"',
      ['1', '2', '3', '4'],
    ],
    [
      'what a wrapper is given',
      'password: SecretStr = SecretStr("tr0ub4dor")\ntoken: str = Field(default="a8f5f167f44f")',
      ['1', '2'],
    ],
    [
      'names in other cases',
      'dbPassword = "tr0ub4dor"\nDATABASEPASSWORD = "tr0ub4dor"\nauthToken = "a8f5f167f44f"',
      ['1', '2', '3'],
    ],
    [
      'a signed token, a header',
      `a = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${'s1g'.repeat(8)}"\nb = {"Authorization": "Basic dXNlcjp0cjB1YjRkb3I="}`,
      ['1', '2'],
    ],
    [
      'names of secrets and where they are kept',
      'secret = "arn:aws:secretsmanager:eu-west-1:1:secret:db-Ab1"\nsecret = "projects/1/secrets/db/versions/2"\npassword = "op://garden/db/password"\nprivate_key = "certs/garden1.pem"\ntoken = "https://id.acme.io/token1"',
      [],
    ],
    [
      'samples',
      `a = "AKIAIOSFODNN7EXAMPLE"\nb = "ghp_${'x'.repeat(36)}"\nDEFAULT_TOKEN = "_default"\nc = {"password": "string", "Authorization": "Bearer token"}`,
      [],
    ],
    ['other words that end alike', 'compass = "tr0ub4dor"\nmonkey = "a8f5f167f44f"', []],
    ['a key by its form', `x = "AKIA${'A1'.repeat(8)}"`, ['1']],
    ['an address with a password', 'x = "postgresql://app:s3cr3t@db:5432/app"', ['1']],
    [
      'placeholders',
      'password = ""\npassword = "changeme"\npassword = "<password>"\npassword = "${DB_PASSWORD}"\ntoken = "your-token-here"',
      [],
    ],
    [
      'names of settings and fields',
      'PASSWORD = "password"\nTOKEN = "API_TOKEN"\napi_key = "x-api-key"\ntoken_type = "b34r3r99"\nnext_token = "start"',
      [],
    ],
    [
      'what is taken from elsewhere',
      'password = os.environ["PASSWORD"]\ndsn = f"postgresql://app:{password}@db/app"',
      [],
    ],
  ]);

  expectFindings(SECURITY, 'SEC-004', [
    ['an address', 'r = client.get("https://api.acme.io/v1")', ['1']],
    ['a local fallback', 'x = os.getenv("URL", "localhost")\ndef f(host: str = "127.0.0.1"): ...', ['1', '2']],
    ['a port, a private network', 'servers = ["localhost:9092"]\nx = "192.168.1.4:6379"', ['1', '2']],
    ['a comparison', 'if host == "localhost": pass\nif host in ("localhost", "127.0.0.1"): pass', []],
    [
      'what identifies and is never called',
      'DC = "http://purl.org/dc/elements/1.1/"\nSCHEMA_URL = "https://acme.io/v1"\nXML_NS = "http://acme.io/plants"\na = "https://acme.io/schemas/plant"\nb = "http://schemas.xmlsoap.org/soap/"\nc = "http://acme.io/plants#"',
      [],
    ],
    [
      'examples, schemas and sources',
      'a = "https://example.com/x"\nb = "https://json-schema.org/draft"\nc = "https://github.com/a/b"',
      [],
    ],
    ['what is configured', 'a = f"http://{host}:{port}/x"\nb = "http://service/x"', []],
    [
      'a pattern, a sentence, a docstring',
      '"""http://localhost:80"""\na = re.compile(r"https://a\\.b/(\\d+)")\nb = "see https://acme.io for more"',
      [],
    ],
  ]);

  expectFindings(SECURITY, 'SEC-001', [
    [
      'a shell of asyncio',
      'import asyncio\nasyncio.create_subprocess_shell(f"tar {name}")\nloop.subprocess_shell(f, command)',
      ['2', '3'],
    ],
    [
      'a shell that is a program',
      'import os, subprocess, pty\nos.execl("/bin/sh", "sh", "-c", c)\nsubprocess.run(["bash", "-lc", c])\nos.spawnvp(0, "sh", ["sh", "-c", "ls " + c])\npty.spawn(("zsh", "-c", c))',
      ['2', '3', '4', '5'],
    ],
    [
      'other programs, and commands that are written out',
      'import os, subprocess, asyncio\nsubprocess.run(["git", "-c", c])\nsubprocess.run(["sh", "-c", "ls -l"])\nos.execv("/bin/ls", ["ls", c])\nsubprocess.run(["sh", script])\nasyncio.create_subprocess_exec("tar", "-c", c)',
      [],
    ],
  ]);

  expectScriptFindings(SECURITY, 'SEC-001', [
    [
      'a shell that is a program',
      'import { spawn, execFile } from "node:child_process";\nspawn("bash", ["-c", `tar ${name}`]);\nexecFile("/bin/sh", ["-c", c]);\nspawn("cmd.exe", ["/c", c]);\nBun.spawn(["sh", "-c", c]);',
      ['2', '3', '4', '5'],
    ],
    [
      'other programs, and commands that are written out',
      'import { spawn } from "node:child_process";\nspawn("git", ["-c", c]);\nspawn("sh", ["-c", "ls"]);\nspawn("sh", [script]);',
      [],
    ],
  ]);

  expectScriptFindings(SECURITY, 'SEC-002', [
    [
      'names as TypeScript writes them',
      'const dbPassword = "tr0ub4dor";\na["apiKey"] = "a8f5f167f44f";\nconst b = { clientSecret: "a8f5f167f44f" };\nconst c = process.env.DB_PASSWORD ?? "tr0ub4dor";\nclass D { private token = "a8f5f167f44f"; }',
      ['1', '2', '3', '4', '5'],
    ],
    ['types and choices', 'type A = { password: "text" };\nconst b = c ? token : "a8f5f167f44f";', []],
  ]);
});
