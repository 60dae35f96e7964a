import { Controller, Get, Header } from '@nestjs/common';
import { Public } from '#http';
import { describeCatalog } from '../catalog/describe-catalog';
import type { CatalogView } from '../catalog/catalog-view';
import { CONTENT_SECURITY_POLICY, catalogPage } from '../web/page';

/** The catalog for people and for programs. It changes with the program only; Express adds and compares the ETag. */
@Controller()
@Public()
export class CatalogController {
  readonly #view = describeCatalog();
  readonly #page = catalogPage(this.#view);

  @Get('catalog')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', CONTENT_SECURITY_POLICY)
  @Header('Cache-Control', 'no-cache')
  page(): string {
    return this.#page;
  }

  @Get('catalog.json')
  @Header('Cache-Control', 'no-cache')
  data(): CatalogView {
    return this.#view;
  }
}
