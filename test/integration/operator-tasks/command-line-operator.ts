import { documents, omni } from '../cli/omni';

/** Somebody with `omni`. Every command is counted. */
export class CommandLineOperator {
  #commands = 0;

  constructor(
    /** Of the worker whose page a command asks, by its name. */
    private readonly urls: { readonly monitor: string; readonly recorder: string },
    private readonly token: string,
  ) {}

  get commands(): number {
    return this.#commands;
  }

  begin(): void {
    this.#commands = 0;
  }

  /** What it prints for people. */
  text(...argv: readonly string[]): Promise<string> {
    return this.#run(argv);
  }

  /** What it prints for programs. */
  async json(...argv: readonly string[]): Promise<readonly Record<string, unknown>[]> {
    return documents(await this.#run([...argv, '--output', 'json']));
  }

  async #run(argv: readonly string[]): Promise<string> {
    this.#commands += 1;
    const url = argv[0] === 'dlq' ? this.urls.monitor : this.urls.recorder;
    const { code, stdout, stderr } = await omni([...argv, '--url', url], { env: { OMNI_TOKEN: this.token } });
    if (code !== 0) throw new Error(`omni ${argv.join(' ')} ended with ${code}: ${stderr}`);
    return stdout;
  }
}
