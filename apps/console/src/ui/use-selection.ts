import { useMemo, useState } from 'react';
import type { Selection } from './rows';

/** What is chosen of a list. It is forgotten where the list becomes another one. */
export function useSelection(list: string): Selection & { readonly clear: () => void } {
  const [state, setState] = useState<{ readonly list: string; readonly ids: ReadonlySet<string> }>({
    list,
    ids: new Set(),
  });
  const chosen = state.list === list ? state.ids : NOTHING;
  return useMemo(() => {
    const keep = (ids: ReadonlySet<string>): void => setState({ list, ids });
    return {
      chosen,
      toggle: (id) =>
        keep(chosen.has(id) ? new Set([...chosen].filter((one) => one !== id)) : new Set([...chosen, id])),
      toggleAll: (ids) => keep(ids.every((id) => chosen.has(id)) ? new Set() : new Set(ids)),
      clear: () => keep(new Set()),
    };
  }, [chosen, list]);
}

const NOTHING: ReadonlySet<string> = new Set();
