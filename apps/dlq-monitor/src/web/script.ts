import { ENVIRONMENTS } from '#contracts';
import { CatalogPage } from './catalog-page';
import { CatalogSearch } from './catalog-search';
import { positions, rank } from './rank';

/** The page's script: the very functions and classes that are compiled and tested here, as text. */
export const SCRIPT = `'use strict';
${[positions, rank, CatalogSearch, CatalogPage].map(String).join('\n')}
const search = new CatalogSearch(document, document.querySelector('form[role=search]'),
  ${JSON.stringify(ENVIRONMENTS)}, { positions, rank });
new CatalogPage(document, window, search).start();
`;
