@Injectable()
export class Pricing7x3 implements OnModuleDestroy {
  private readonly table = new Map<string, number>();
  #closed = false;

  constructor(@Inject('LOGGER') private readonly logger: Logger) {}

  async price(names: readonly string[], rate = 1.3): Promise<Record<string, number>> {
    const prices: Record<string, number> = {};
    for (const name of names) {
      if (this.#closed) throw new Error(`closed while pricing ${name}`);
      const known = this.table.get(name) ?? (await this.load(name));
      prices[name] = known > LIMIT ? known * rate : known;
    }
    return prices;
  }

  onModuleDestroy(): void {
    this.#closed = true;
    this.logger.log({ event: 'closed', size: this.table.size });
  }

  private async load(name: string): Promise<number> {
    const response = await fetch(`https://prices.example/${encodeURIComponent(name)}`);
    const body = (await response.json()) as any;
    return typeof body?.price === 'number' ? body.price : 0;
  }
}
