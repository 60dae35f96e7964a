import { STAMPING, Stamps } from '#stamping';
import { Inbox, INBOX, Storage, type StorageOptions } from '#storage';

const quiet = (): void => undefined;

/** What the bridge has of its database. */
export class BridgeStorage extends Storage {
  readonly inbox = new Inbox(this.query);
  readonly stamps = new Stamps(this.query);

  constructor(options: Omit<StorageOptions, 'modules' | 'retention' | 'onError'>) {
    const retention = { days: { inbox: 7, stamps: null }, onRemoved: quiet, onFailed: quiet };
    super({ ...options, modules: [INBOX, STAMPING], retention, onError: quiet });
  }
}
