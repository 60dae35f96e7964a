import type { ReactNode } from 'react';
import { Modal } from '../ui/modal';
import { SECTIONS } from './sections';

const KEYS: readonly (readonly [readonly string[], string])[] = [
  [['/'], 'search, or the first filter'],
  [['j'], 'next row'],
  [['k'], 'row before'],
  [['Enter'], 'open the row'],
  [['x'], 'choose the row'],
  [['Esc'], 'close, or clear the search of the catalog'],
  [['?'], 'this help'],
  ...SECTIONS.map(({ key, name }) => [['g', key], name.toLowerCase()] as const),
];

export function KeyboardHelp({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }): ReactNode {
  return (
    <Modal title="Keyboard" open={open} onClose={onClose}>
      <dl className="keys">
        {KEYS.map(([keys, does]) => (
          <div key={keys.join(' ')}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
