export interface Section {
  readonly path: string;
  readonly name: string;
  /** After `g`. */
  readonly key: string;
  /** Comes from the recorder. */
  readonly recorded?: true;
}

export const SECTIONS: readonly Section[] = [
  { path: '/', name: 'Overview', key: 'o' },
  { path: '/alerts', name: 'Alerts', key: 'l' },
  { path: '/groups', name: 'Groups', key: 'g' },
  { path: '/records', name: 'Dead letters', key: 'd' },
  { path: '/jobs', name: 'Jobs', key: 'j' },
  { path: '/traces', name: 'Traces', key: 't', recorded: true },
  { path: '/events', name: 'Events', key: 'e', recorded: true },
  { path: '/audit', name: 'Audit', key: 'a', recorded: true },
  { path: '/catalog', name: 'Catalog', key: 'c' },
];

/** Which section an address is in. */
export function sectionOf(path: string): Section | undefined {
  if (path.startsWith('/sessions/')) return SECTIONS.find((section) => section.path === '/traces');
  return SECTIONS.find(
    (section) => section.path === path || (section.path !== '/' && path.startsWith(`${section.path}/`)),
  );
}
