import { Controller, Get, Header } from '@nestjs/common';
import { Public } from '#http';
import { describeCatalog } from '../catalog/describe-catalog';
import type { CatalogView } from '../catalog/catalog-view';

/** The catalog as data. It changes with the program only; Express adds and compares the ETag. */
@Controller()
@Public()
export class CatalogController {
  readonly #view = describeCatalog();

  @Get('catalog.json')
  @Header('Cache-Control', 'no-cache')
  data(): CatalogView {
    return this.#view;
  }
}
