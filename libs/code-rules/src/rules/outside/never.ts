/** Matches no path. */
export const NEVER = /(?!)/;
