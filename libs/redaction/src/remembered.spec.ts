import * as fc from 'fast-check';
import { shownText } from './remembered';
import { safeText } from './safe-text';

it('every text is shown as the redactor has it, ids and hashes, which it is not asked about, too', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789abcdef-'), maxLength: 70 });
  fc.assert(fc.property(fc.oneof(digits, fc.string()), (text) => expect(shownText(text)).toBe(safeText(text))));
});
