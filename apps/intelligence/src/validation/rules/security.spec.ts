import { expectFindings } from './expecting.fixture';
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
});
