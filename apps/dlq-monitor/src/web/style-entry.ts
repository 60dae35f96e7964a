/** One entry, shown while the address points to it. */
export const ENTRY_STYLE = `
.entry:not(:target){display:none}
.entry h2:focus{outline:0}
.tags{display:flex;gap:.75rem;align-items:center;margin:.6rem 0 0;font-size:.875rem;color:var(--soft)}
.tags .badge{font-size:.8125rem}
.flow{display:grid;grid-template-columns:minmax(8rem,auto) minmax(0,1fr) minmax(8rem,auto);column-gap:3.5rem;margin:2rem 0 0;
padding:1.25rem;border:1px solid var(--line);border-radius:10px;background:var(--raised)}
.parties{display:grid;grid-template-rows:auto 1fr;align-items:center}
.flow h3{font-size:.8125rem;font-weight:400;color:var(--soft);margin:0 0 .4rem}
.flow ul,.flow p{margin:0;padding:0;list-style:none}
.flow li,.stop p{border:1px solid var(--line);border-radius:6px;padding:.3rem .75rem;background:var(--sunk);font-size:.9375rem}
.flow li+li{margin-top:.35rem}
.stop{position:relative;display:grid;grid-template-rows:auto 1fr}
.stop p{display:grid;align-content:center;justify-items:center;text-align:center;border-color:var(--strong);background:var(--ground)}
.stop p::before,.stop p::after{content:'';position:absolute;top:calc(50% + .8rem);width:2.6rem;height:1.5px;background:var(--strong)}
.stop p::before{left:-3.05rem}
.stop p::after{right:-3.05rem}
.stop::before,.stop::after{content:'';position:absolute;top:calc(50% + .8rem - 3.5px);width:7px;height:7px;
border:solid var(--strong);border-width:1.5px 1.5px 0 0;transform:rotate(45deg)}
.stop::before{left:-.75rem}
.stop::after{right:-3.05rem}
.flow .back{grid-column:1/-1;position:relative;margin:.75rem 4rem 0;height:2.25rem;
border:1.5px dashed var(--strong);border-top:0;border-radius:0 0 10px 10px;text-align:center}
.back::before{content:'';position:absolute;left:-4.25px;top:0;width:7px;height:7px;border:solid var(--strong);
border-width:1.5px 0 0 1.5px;transform:rotate(45deg)}
.back span{position:relative;top:1.35rem;background:var(--raised);padding:0 .6rem;font-size:.875rem;color:var(--soft);overflow-wrap:anywhere}
.flow:has(.back){padding-bottom:1.75rem}
.topics td,.topics th{width:1px}
.topics th{color:var(--soft);white-space:nowrap;padding-right:1.5rem}
.topics td{width:100%;padding-right:0}
.topics .copy{float:right}
.copy{font-size:.8125rem;padding:.05rem .6rem;border-color:var(--line);background:var(--raised);min-width:4.25rem}
.facts{display:flex;flex-wrap:wrap;gap:.9rem 2rem;margin:0}
.facts dt{font-size:.8125rem;color:var(--soft)}
.facts dd{margin:0}
abbr{text-decoration-color:var(--strong)}
.fields tbody th{min-width:11rem;font:.875rem/1.7 var(--mono);overflow-wrap:anywhere}
.fields td{color:var(--soft)}
.fields td:nth-child(3){white-space:nowrap}
.fields td:last-child{color:inherit;overflow-wrap:anywhere}
.fields td p{margin:.1rem 0 0;color:var(--soft)}
.fields .d1 th{padding-left:1.25rem}.fields .d2 th{padding-left:2.5rem}.fields .d3 th{padding-left:3.75rem}
.fields .d4 th{padding-left:5rem}.fields .d5 th{padding-left:6.25rem}
pre{margin:0;padding:1rem;background:var(--sunk);border-radius:8px;font-size:.8438rem;line-height:1.55;
white-space:pre-wrap;overflow-wrap:anywhere}
pre mark{background:var(--dlq-g);color:var(--dlq);box-shadow:0 0 0 2px var(--dlq-g)}
.samples,details{position:relative}
pre{clear:both}
.copy+pre{clear:none}
.copy:has(+pre){position:absolute;right:.5rem;margin-top:.5rem}
details{border-bottom:1px solid var(--line)}
details[open]{padding-bottom:1rem}
summary{padding:.55rem 0;cursor:pointer;overflow-wrap:anywhere}
summary b{font-weight:550;margin-right:.75rem}
.error{color:var(--fault);font-size:.9375rem}
@media (max-width:40rem){
.flow{grid-template-columns:1fr;row-gap:2.4rem;padding:1rem}
.stop p{padding:.6rem .75rem}
.stop p::before,.stop p::after{left:calc(50% - .75px);right:auto;top:-1.9rem;width:1.5px;height:1.3rem}
.stop p::after{top:calc(100% + .4rem)}
.stop::before,.stop::after{left:calc(50% - 3.5px);right:auto;top:-1.05rem;transform:rotate(135deg)}
.stop::after{top:calc(100% + 1.2rem)}
.flow .back{margin:-.75rem 0 0;height:auto;border:0;text-align:left;padding:0}
.back::before{display:none}
.back span{position:static;padding:0}
.flow:has(.back){padding-bottom:1rem}
.topics tr{display:grid;position:relative;padding:.45rem 0;border-bottom:1px solid var(--line)}
.topics .copy{position:absolute;right:0;top:.45rem}
.topics th,.topics td{border:0;padding:0;width:auto}
.fields thead{display:none}
.fields tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}
.fields th,.fields td,.fields td:nth-child(3){display:inline;border:0;padding:0;white-space:normal}
.fields tbody th{display:block}
.fields td:nth-child(2)::before{content:'required: '}
.fields td:nth-child(n+3):not(:empty)::before{content:' · '}
.fields .d1{margin-left:1rem}.fields .d2{margin-left:2rem}.fields .d3{margin-left:3rem}
.fields .d4{margin-left:3.5rem}.fields .d5{margin-left:4rem}
.fields tr[class] th{padding-left:0}
}
`;
