import { fontFamily, ink } from './palette.ts';

/** The one style sheet of all reports: calm, light, for screen and paper. */
export const style = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { background: #f4f6f9; -webkit-text-size-adjust: 100%; }
body { margin: 0; font: 15px/1.55 ${fontFamily}; color: ${ink.text}; font-variant-numeric: tabular-nums; }
main { max-width: 1040px; margin: 0 auto; padding: 40px 40px 24px; background: #fff; }
header { margin-bottom: 20px; }
.kicker { margin: 0 0 6px; font-size: 13px; letter-spacing: .02em; color: ${ink.soft}; }
h1 { margin: 0; font-size: 23px; line-height: 1.32; font-weight: 650; letter-spacing: -.01em; color: ${ink.strong}; text-wrap: pretty; }
h1 .whole, th.whole { white-space: nowrap; }
h2 { margin: 44px 0 12px; padding-top: 14px; border-top: 1px solid ${ink.line}; font-size: 19px; color: ${ink.strong}; }
h3 { margin: 26px 0 6px; font-size: 15px; color: ${ink.strong}; }
h3 .quiet { font-weight: 400; }
p { margin: 0 0 12px; max-width: 78ch; }
.quiet, .note, .interval, caption { color: ${ink.soft}; }
.banner { margin: 0 0 12px; padding: 12px 16px; border-left: 5px solid #e69f00; background: #fff7e6; color: #4a3500; }
.banner.simulated { border: 2px dotted ${ink.soft}; background: #f8fafc; color: ${ink.text}; }
.banner strong { display: block; letter-spacing: .02em; }
.banner p { margin: 0; max-width: none; }
.statements { margin: 0; padding-left: 1.2em; max-width: 84ch; }
.statements li { margin-bottom: 8px; }
figure { margin: 14px 0; }
figure svg { display: block; max-width: 100%; height: auto; }
.wide svg { min-width: 360px; }
.wide svg[width='960'] { min-width: 760px; }
figcaption { margin-top: 6px; font-size: 13px; color: ${ink.soft}; max-width: 84ch; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 8px 20px; align-items: start; }
.pair > * { margin-top: 0; min-width: 0; }
.pair h3 { margin-top: 12px; }
.wide { overflow-x: auto; }
.tabular figcaption { margin: 0 0 6px; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
caption { caption-side: top; text-align: left; padding-bottom: 6px; font-size: 13px; }
th, td { padding: 5px 14px 5px 0; text-align: left; vertical-align: top; border-bottom: 1px solid ${ink.faint}; }
thead th { border-bottom: 1px solid ${ink.line}; font-weight: 600; color: ${ink.strong}; vertical-align: bottom; }
tbody th { font-weight: 600; color: ${ink.strong}; }
.control th, .control td { color: ${ink.soft}; font-weight: 400; }
.number { text-align: right; }
td.number { white-space: nowrap; }
.interval { font-size: .92em; white-space: nowrap; }
.note { display: block; font-weight: 400; font-size: 12px; }
.metrics .interval, .stacked .interval { display: block; }
.metrics tbody th { width: 30%; }
.dense { font-size: 12.5px; }
.dense th, .dense td { padding: 3px 14px 3px 0; }
.number + td:not(.number), .number + th:not(.number) { padding-left: 6px; }
.file { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .92em; overflow-wrap: anywhere; }
td.file { min-width: 24em; }
.method { min-width: 24em; }
.codes { font-size: .92em; }
.mark { min-width: 13em; }
.excluded th, .excluded td { color: ${ink.soft}; background: #faf6ee; }
.confusion { width: auto; margin: 0 0 18px; }
.confusion th, .confusion td { padding-right: 18px; }
.count { text-align: right; font-size: 17px; }
.count.right { font-weight: 700; color: ${ink.strong}; background: #f1f5f9; }
.warning { color: #8a5a00; }
.issues { list-style: none; padding: 0; margin: 10px 0; font-size: 13.5px; }
.issues li { margin: 0 0 8px; padding-left: 12px; border-left: 3px solid ${ink.line}; }
.issues .warning { border-color: #e69f00; color: inherit; }
.issues .error { border-color: #d55e00; }
.severity { font-weight: 600; }
code { font-size: .9em; }
details { border: 1px solid ${ink.line}; border-radius: 6px; padding: 5px 14px; margin: 6px 0; }
details[open] { padding-bottom: 14px; }
summary { cursor: pointer; }
summary:focus-visible { outline: 2px solid #0072b2; outline-offset: 3px; }
pre { margin: 0 0 12px; padding: 10px 12px; background: #f4f6f9; font-size: 12.5px; white-space: pre-wrap; overflow-wrap: anywhere; }
dt { font-weight: 600; margin-top: 10px; }
dd { margin: 4px 0 0; }
.terms { display: grid; grid-template-columns: max-content 1fr; gap: 4px 18px; max-width: 84ch; font-size: 13.5px; }
.terms dt, .terms dd { margin: 0; }
footer { max-width: 1040px; margin: 0 auto; padding: 16px 40px 40px; font-size: 12.5px; color: ${ink.soft}; }
footer p { max-width: none; margin: 0; }
@media (max-width: 640px) {
  main, footer { padding-left: 18px; padding-right: 18px; }
  h1 { font-size: 19px; }
  .terms { grid-template-columns: 1fr; }
  .terms dd { margin-bottom: 6px; }
  .methods, .methods thead, .methods tbody { display: block; }
  .methods tr { display: flex; flex-wrap: wrap; align-items: baseline; border-bottom: 1px solid ${ink.line}; }
  .methods th, .methods td { flex: 1 1 0; border: 0; }
  .methods .method { flex-basis: 100%; min-width: 0; padding-left: 0; }
  .metrics tbody th { min-width: 13em; }
}
@media print {
  html { background: #fff; }
  body { font-size: 10.5pt; }
  main, footer { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  figure, tr, .banner, .confusion { break-inside: avoid; }
  .tabular { break-inside: auto; }
  .wide svg, .wide svg[width='960'] { min-width: 0; }
  .wide { overflow: visible; }
  .pair { grid-template-columns: 1fr 1fr; }
  td.file, .method, .mark { min-width: 0; }
  table { font-size: 8.5pt; }
  details { border: 0; padding: 0; }
  details:not([open]) { display: none; }
}
`;
