/** The page around the entries: list, search, overview, small screens, paper. */
export const FRAME_STYLE = `
*{box-sizing:border-box}
[hidden]{display:none!important}
html{scroll-padding-top:100vh}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 var(--sans);
display:grid;grid-template-columns:minmax(20rem,25rem) minmax(0,1fr)}
a{color:var(--accent);text-underline-offset:.18em}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
code,pre,kbd,.name,.entry h2{font-family:var(--mono);font-variant-ligatures:none}
code{font-size:.9em;overflow-wrap:anywhere}
small{font-size:.8125rem;color:var(--soft);font-weight:400}
kbd{font-size:.8125rem;border:1px solid var(--line);border-bottom-width:2px;border-radius:4px;padding:0 .4em;background:var(--raised)}
mark{background:var(--mark);color:var(--ink);border-radius:2px}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:fixed;left:1rem;top:-4rem;background:var(--raised);padding:.5rem 1rem;border:1px solid var(--line);z-index:2}
.skip:focus{top:.5rem}
nav{position:sticky;top:0;height:100vh;overflow-y:auto;border-right:1px solid var(--line);background:var(--raised);
scrollbar-width:thin;scroll-padding:16rem 0 2rem}
nav header{position:sticky;top:0;z-index:1;background:var(--raised);padding:1rem 1.25rem .5rem;border-bottom:1px solid var(--line)}
nav h1{font-size:1.0625rem;margin:0 0 .75rem;font-weight:650}
nav h1 a{color:inherit;text-decoration:none}
form p{margin:0 0 .6rem}
.query{position:relative}
.query input{width:100%;padding:.55rem 2.4rem .55rem .75rem;font-size:1rem}
.query kbd{position:absolute;right:.6rem;top:.6rem;color:var(--soft)}
.query input:focus+kbd{display:none}
::-webkit-search-cancel-button{display:none}
input,select,button{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--strong);border-radius:6px}
.chips{display:flex;flex-wrap:wrap;gap:.35rem}
button{cursor:pointer}
.chip{font-size:.8125rem;padding:.15rem .6rem;border-radius:1rem;border-color:var(--line)}
.chip:hover,.copy:hover,.clear:hover{border-color:var(--accent)}
.chip[aria-pressed=true]{background:var(--accent);border-color:var(--accent);color:var(--ground)}
.chip[aria-pressed=true] small{color:inherit}
.service{display:grid;grid-template-columns:1fr 1.4fr;gap:.35rem}
select{font-size:.875rem;padding:.3rem .35rem;min-width:0}
.found{display:flex;justify-content:space-between;align-items:center;font-size:.875rem;color:var(--soft);min-height:1.75rem}
.clear{font-size:.8125rem;padding:.05rem .6rem;border-color:var(--line);color:var(--ink)}
.domain h2{margin:0;padding:1rem 1.25rem .25rem;font-size:.875rem;font-weight:650;color:var(--soft)}
nav ul{list-style:none;margin:0;padding:0 .5rem .5rem}
.results{padding-top:.5rem}
nav li a{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.1rem .5rem;align-items:start;padding:.45rem .75rem;border-radius:6px;
color:inherit;text-decoration:none;border-left:3px solid transparent}
nav li a:hover{background:var(--sunk)}
nav li a[aria-current]{background:var(--sunk);border-left-color:var(--accent)}
nav li a:focus-visible{outline-offset:-2px}
.name{font-size:.8438rem;overflow-wrap:anywhere;line-height:1.45}
.about{grid-column:1/-1;font-size:.8125rem;line-height:1.4;color:var(--soft);overflow-wrap:anywhere}
.badge{font-size:.75rem;line-height:1.5;padding:0 .5em;border-radius:4px;font-weight:550;white-space:nowrap}
.request{color:var(--request);background:var(--request-g)}
.response{color:var(--response);background:var(--response-g)}
.event{color:var(--event);background:var(--event-g)}
.audit{color:var(--audit);background:var(--audit-g)}
.status{color:var(--status);background:var(--status-g)}
.dlq{color:var(--dlq);background:var(--dlq-g)}
main{padding:2.5rem clamp(1rem,4vw,4rem) 5rem;min-width:0}
main>*{max-width:62rem}
.all{display:none}
h2{font-size:1.5rem;line-height:1.25;margin:0;font-weight:650;overflow-wrap:anywhere}
h3{font-size:1rem;margin:2.25rem 0 .6rem;font-weight:650}
.summary{font-size:1.0625rem;color:var(--soft);max-width:42rem;margin:.75rem 0 0}
.note{font-size:.875rem;color:var(--soft)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th,td{text-align:left;vertical-align:top;padding:.45rem 1rem .45rem 0;border-bottom:1px solid var(--line);font-weight:400}
thead th{font-size:.8125rem;color:var(--soft);font-weight:550}
.matrix{margin-top:2rem;max-width:40rem}
.matrix td{color:var(--soft);font-variant-numeric:tabular-nums}
.keys{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;margin:2rem 0 1rem;font-size:.875rem}
.keys div{display:flex;gap:.5rem;align-items:center}
.keys dd{margin:0;color:var(--soft)}
main:has(>article:target)>#overview{display:none}
@media (max-width:54rem){
body{display:block}
nav{position:static;height:auto;min-height:100vh;border-right:0}
nav header{position:static;padding:1rem}
nav ul{padding:0 .25rem .5rem}
.domain h2{padding:1rem 1rem .25rem}
body:has(article:target) nav,#overview,.query kbd{display:none}
main{padding:1.25rem 1rem 4rem}
body:not(:has(article:target)) main{display:none}
.all{display:inline-block;margin-bottom:1.25rem;padding:.25rem 0}
.all::before{content:'← '}
h2{font-size:1.25rem}
}
@media print{
body{display:block;background:none;font-size:10pt}
.all,.skip,.copy,form,.keys,body:has(article:target) nav{display:none!important}
nav,nav header{position:static;height:auto;border:0;background:none}
main{padding:0}
pre,table,.flow{break-inside:avoid}
}
`;
