import { useEffect, useRef } from 'react';
import { SECTIONS } from './sections';

/** How long `g` waits for the letter of a section. */
const CHORD_MS = 1_500;

/** `/` search, `g` and a letter: a section, `j` and `k`: rows, `x`: choose, `?`: help. */
export function useShortcuts(navigate: (path: string) => void, help: () => void): void {
  const chordUntil = useRef(0);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (isForOthers(event)) return;
      const section = SECTIONS.find(({ key }) => key === event.key);
      if (chordUntil.current > performance.now() && section !== undefined) navigate(section.path);
      else if (event.key === '/') document.querySelector<HTMLInputElement>('[data-search]')?.select();
      else if (event.key === 'j') moveRow(1);
      else if (event.key === 'k') moveRow(-1);
      else if (event.key === 'x')
        document.activeElement?.closest('tr')?.querySelector<HTMLElement>('.choose input')?.click();
      else if (event.key === '?') help();
      else if (event.key !== 'g') return;
      chordUntil.current = event.key === 'g' && section?.path !== undefined ? performance.now() + CHORD_MS : 0;
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [navigate, help]);
}

function isForOthers({ target, defaultPrevented, isComposing, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (defaultPrevented || isComposing || ctrlKey || metaKey || altKey) return true;
  return (
    target instanceof Element && target.closest('input:not([type=checkbox]), select, textarea, [role=dialog]') !== null
  );
}

function moveRow(step: number): void {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const row = document.activeElement?.closest('tr')?.querySelector<HTMLElement>('[data-row]');
  const at = row === null || row === undefined ? -1 : links.indexOf(row);
  const next = links[at === -1 ? 0 : at + step];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
