import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Public } from '#http';
import { webKeyOf, type WebKey } from '#signing';
import { StampSigning } from './stamp-signing';

class WebKeyView implements WebKey {
  @ApiProperty({ enum: ['OKP'] }) kty!: 'OKP';
  @ApiProperty({ enum: ['Ed25519'] }) crv!: 'Ed25519';
  @ApiProperty({ description: 'The 32 bytes of the key, base64url.' }) x!: string;
  @ApiProperty({ description: 'The id that signatures name the key by.' }) kid!: string;
  @ApiProperty({ enum: ['sig'] }) use!: 'sig';
  @ApiProperty({ enum: ['EdDSA'] }) alg!: 'EdDSA';
}

class KeySetView {
  @ApiProperty({ type: [WebKeyView] }) keys!: readonly WebKey[];
}

/** Whose signatures of stamps are trusted here: whoever verifies may know. */
@Controller('api/v1/stamping-keys')
@ApiTags('stamping')
@Public()
export class StampingKeysController {
  constructor(private readonly signing: StampSigning) {}

  /** A JSON Web Key set (RFC 7517): the key that signs now first, then those that have signed before. */
  @Get()
  @ApiOkResponse({ type: KeySetView })
  keys(): KeySetView {
    return { keys: this.signing.ring.keys.map(webKeyOf) };
  }
}
