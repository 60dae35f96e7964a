import { Inject, Injectable } from '@nestjs/common';
import { KeyRing, Signer } from '#signing';
import type { Signing } from '#stamping';
import { bridgeConfig, type BridgeConfig } from './config';

/** The key that signs stamps, and those whose signatures are trusted. */
@Injectable()
export class StampSigning implements Signing {
  readonly signer?: Signer;
  readonly ring: KeyRing;

  constructor(@Inject(bridgeConfig.KEY) { stampSigning: { key, trusted } }: BridgeConfig) {
    const signer = key && new Signer(key);
    if (signer !== undefined) this.signer = signer;
    this.ring = new KeyRing([...(signer === undefined ? [] : [signer.publicKey]), ...trusted.flat()]);
  }
}
