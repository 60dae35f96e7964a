import { ENTRY_STYLE } from './style-entry';
import { FRAME_STYLE } from './style-frame';

/** No colour is named outside `:root`; text on its ground keeps a contrast of at least 4.5 in both schemes. */
const COLOURS = `
:root{color-scheme:light dark;
--ground:#fbfbf9;--raised:#fff;--sunk:#f2f3ef;--line:#dcded7;--strong:#8a8f86;
--ink:#1e2422;--soft:#59615d;--accent:#1b6b64;--mark:#f8e6a0;--fault:#a3271d;
--request:#1c5a94;--request-g:#e3eefa;--response:#1a6a4a;--response-g:#dff3e8;--event:#6a4699;--event-g:#f0e9fa;
--audit:#7b5108;--audit-g:#faeed6;--status:#146478;--status-g:#def2f7;--dlq:#9b2a2a;--dlq-g:#fbe6e4;
--sans:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif;
--mono:ui-monospace,'SF Mono',SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace}
@media screen and (prefers-color-scheme:dark){:root{
--ground:#14181a;--raised:#1b2022;--sunk:#20262a;--line:#343c40;--strong:#7c8789;
--ink:#e4e8e6;--soft:#a3adaa;--accent:#6fc7bb;--mark:#5b4b12;--fault:#f29a90;
--request:#94c3f2;--request-g:#1b2f44;--response:#86d3ac;--response-g:#173529;--event:#c6acec;--event-g:#31264a;
--audit:#e5bd72;--audit-g:#3b2e14;--status:#84cfe2;--status-g:#14353e;--dlq:#f2a3a0;--dlq-g:#452222}}
`;

export const STYLE = `${COLOURS}${FRAME_STYLE}${ENTRY_STYLE}`;
