import type { ReactNode } from 'react';
import { jsonPieces } from './json-pieces';

export function JsonText({ value, fault = '' }: { readonly value: unknown; readonly fault?: string }): ReactNode {
  return (
    <pre tabIndex={0}>
      {jsonPieces(value, fault).map(({ text, marked }, index) =>
        // oxlint-disable-next-line react/no-array-index-key -- pieces of one text, none moves
        marked ? <mark key={index}>{text}</mark> : text,
      )}
    </pre>
  );
}
