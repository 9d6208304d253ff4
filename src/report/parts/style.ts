import { DARK, LIGHT, themeProperties } from "../charts/theme.js";
import { type Markup, raw } from "../markup.js";

/** The colours that charts do not have: cards, the five strengths of gain and loss, badges. */
const LIGHT_PAGE = `${themeProperties(LIGHT)};--card:#f4f4f0;--gain-rgb:22 128 92;--loss-rgb:194 65 47;--note-rgb:176 106 0`;
const DARK_PAGE = `${themeProperties(DARK)};--card:#1b2026;--gain-rgb:69 192 150;--loss-rgb:240 128 111;--note-rgb:226 163 72`;

const SHEET = `
:root{color-scheme:light dark;${LIGHT_PAGE}}
@media (prefers-color-scheme:dark){:root{${DARK_PAGE}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main,header,footer,nav{max-width:56rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
h1{font-size:1.9rem;line-height:1.2;letter-spacing:-.015em;margin:0 0 .4rem;overflow-wrap:anywhere}
h2{font-size:1.25rem;line-height:1.3;letter-spacing:-.008em;margin:0 0 .35rem}
h3{font-size:.95rem;margin:1.6rem 0 .3rem}
p{margin:.35rem 0 .8rem;max-width:42rem}
.subject{color:var(--muted);margin:0 0 1.1rem;max-width:none;overflow-wrap:anywhere}
.subject b{color:var(--ink);font-weight:600}
.lead{font-size:1.08rem;max-width:46rem;margin:1.1rem 0 0}
.muted,figcaption{color:var(--muted);font-size:.875rem}
section{border-top:1px solid var(--grid);margin-top:2.4rem;padding-top:1.5rem}
nav{margin-top:1.4rem;font-size:.875rem}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;margin:0;padding:0}
a{color:var(--accent);text-underline-offset:.15em;text-decoration-thickness:1px}
.verdict{display:grid;grid-template-columns:repeat(4,1fr);gap:1px;margin:1.2rem 0 0;background:var(--grid);border:1px solid var(--grid);border-radius:.6rem;overflow:hidden}
.verdict div{background:var(--paper);padding:.8rem .95rem;flex:1}
.verdict dt{color:var(--muted);font-size:.8rem}
.verdict dd{margin:0;font-size:1.45rem;line-height:1.25;font-weight:600;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.verdict dd small{display:block;font-size:.75rem;line-height:1.35;font-weight:400;letter-spacing:0;color:var(--muted)}
.gain{color:var(--gain)}.loss{color:var(--loss)}
.warnings{background:rgb(var(--note-rgb)/.09);border-left:3px solid rgb(var(--note-rgb));border-radius:0 .4rem .4rem 0;padding:.75rem 1rem;margin:.8rem 0 1.1rem}
.warnings p{margin:0;font-weight:600}
.warnings ul{margin:.25rem 0 0;padding-left:1.15rem}
.calm{background:rgb(var(--gain-rgb)/.08);border-left-color:rgb(var(--gain-rgb))}
.calm p{font-weight:400}
.scroll{overflow-x:auto;-webkit-overflow-scrolling:touch}
.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;font-size:.95rem;padding:1.1rem 0 .3rem}
th,td{text-align:left;vertical-align:baseline;padding:.34rem .7rem .34rem 0;border-bottom:1px solid var(--grid)}
th:last-child,td:last-child{padding-right:0}
thead th{color:var(--muted);font-weight:500;font-size:.93em;vertical-align:bottom;white-space:nowrap}
tbody th{font-weight:400}
.n{text-align:right;white-space:nowrap}
td small,th small{display:block;color:var(--muted);font-size:.9em;line-height:1.35;font-weight:400}
.metrics{columns:2;column-gap:2.6rem}
.metrics table{break-inside:avoid}
.metrics thead{position:absolute;clip-path:inset(50%)}
.metrics tbody tr:first-child>*{border-top:1px solid var(--grid)}
th span[title]{cursor:help}
.metrics td small{max-width:15rem;margin-left:auto;white-space:normal}
.evidence td:nth-child(3){color:var(--muted)}
.evidence th,.evidence td{padding-top:.6rem;padding-bottom:.6rem}
.evidence tbody th{font-weight:600;min-width:9rem}
.evidence td:nth-child(2){min-width:11rem}
.badge{display:inline-block;min-width:4.1rem;text-align:center;border-radius:1rem;padding:.02rem .55rem;font-size:.75rem;font-weight:600;white-space:nowrap}
.fine{background:rgb(var(--gain-rgb)/.14);color:var(--gain)}
.weigh{background:rgb(var(--note-rgb)/.15);color:rgb(var(--note-rgb))}
.beware{background:rgb(var(--loss-rgb)/.15);color:var(--loss)}
.months{min-width:44rem;table-layout:fixed;border-collapse:separate;border-spacing:2px}
.months th,.months td{border:0;padding:.3rem .2rem;text-align:center}
.months tbody th{text-align:left;color:var(--muted);padding-left:0}
.months td{border-radius:.2rem}
.months td:last-child{font-weight:600}
.g1{background:rgb(var(--gain-rgb)/.1)}.g2{background:rgb(var(--gain-rgb)/.2)}.g3{background:rgb(var(--gain-rgb)/.31)}.g4{background:rgb(var(--gain-rgb)/.43)}.g5{background:rgb(var(--gain-rgb)/.56)}
.l1{background:rgb(var(--loss-rgb)/.1)}.l2{background:rgb(var(--loss-rgb)/.2)}.l3{background:rgb(var(--loss-rgb)/.31)}.l4{background:rgb(var(--loss-rgb)/.43)}.l5{background:rgb(var(--loss-rgb)/.56)}
.trades{min-width:52rem}
.trades td,.trades th{white-space:nowrap}
.trades .n{padding-right:1.1rem}
.funded{font-size:.8rem}
.funded .n{padding-right:.7rem}
.funded td,.funded th{padding-right:.55rem}
.rest td{text-align:center;color:var(--muted);background:var(--card)}
.settings code{white-space:nowrap}
.settings td:nth-child(2){overflow-wrap:anywhere;min-width:9rem}
.settings .changed th,.settings .changed td:nth-child(2){font-weight:600}
.settings .changed{background:rgb(var(--note-rgb)/.08)}
.settings tr>:first-child{padding-left:.5rem}
.settings td:last-child{color:var(--muted)}
code,.hash{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.93em;overflow-wrap:anywhere}
figure{margin:1rem 0 0}
figure svg{display:block;width:100%;height:auto}
figcaption{margin:.2rem 0 0}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1.6rem}
.narrow{display:none}
footer{color:var(--muted);font-size:.8rem;padding-top:2rem;padding-bottom:3rem}
@media screen and (max-width:44rem){
body{font-size:15px}
header{padding-top:1.5rem}
h1{font-size:1.5rem}
.verdict{grid-template-columns:repeat(2,1fr)}
.verdict dd{font-size:1.25rem}
.metrics{columns:1}
.pair{grid-template-columns:1fr;gap:0}
.wide{display:none}.narrow{display:block}
.evidence thead{position:absolute;clip-path:inset(50%)}
.evidence tr{display:grid;grid-template-columns:1fr auto;border-bottom:1px solid var(--grid);padding:.55rem 0}
.evidence th,.evidence td{border:0;padding:0}
.evidence td:nth-child(2),.evidence td:nth-child(3){grid-column:1/-1}
.evidence td:nth-child(4){grid-row:1;grid-column:2}
}
@media print{
@page{size:A4;margin:14mm}
:root{color-scheme:light;${LIGHT_PAGE}}
body{font-size:10pt;background:none}
main,header,footer{max-width:none;padding-left:0;padding-right:0}
header{padding-top:0}
nav{display:none}
section{margin-top:1.4rem;padding-top:1rem}
h2,h3,caption,figcaption{break-after:avoid}
figure,tr,.verdict,.warnings{break-inside:avoid}
thead{display:table-header-group}
table{font-size:8.5pt}
.muted,figcaption{font-size:8.5pt}
caption,h3{font-size:10pt}
.lead{font-size:11pt}
.scroll{overflow:visible}
.months,.trades{min-width:0;font-size:7.5pt}
.wide{display:block}.narrow{display:none}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
a{color:inherit;text-decoration:none}
}
`;

export function styleSheet(): Markup {
  return raw(SHEET.replace(/\n/g, ""));
}
