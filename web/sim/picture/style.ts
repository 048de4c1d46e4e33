/** Colours as everywhere in BitTube: peers green, the server's causes blue, warnings amber, faults red. */
export const style = `
:root { color-scheme: dark light; --bg: #0e1116; --card: #161b22; --edge: #2b3440; --text: #e6edf3; --soft: #9aa7b4;
  --peers: #2fbf9f; --server: #6ea8fe; --server2: #b9d4ff; --warn: #e0a33a; --fault: #f0685e; --grey: #66727f; }
@media (prefers-color-scheme: light) { :root { --bg: #f6f8fa; --card: #ffffff; --edge: #d6dce3; --text: #1b2229;
  --soft: #57606a; --peers: #0b7f68; --server: #1f5fbf; --server2: #86aee6; --warn: #9a6700; --fault: #b42318; --grey: #8b96a1; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--text); font: 15px/1.45 system-ui, sans-serif;
  font-variant-numeric: tabular-nums; }
main { max-width: 1200px; margin: 0 auto; padding: 32px 24px 48px; }
h1 { font-size: 24px; line-height: 1.2; margin: 0; font-weight: 600; }
h2 { font-size: 15px; margin: 0; font-weight: 600; }
p { margin: 4px 0 0; }
.soft { color: var(--soft); }
header { display: flex; flex-wrap: wrap; gap: 16px 32px; align-items: end; justify-content: space-between; }
dl { display: flex; flex-wrap: wrap; gap: 8px 24px; margin: 0; }
dt { font-size: 13px; color: var(--soft); }
dd { margin: 0; font-size: 18px; }
.hash { font-family: ui-monospace, monospace; font-size: 13px; line-height: 26px; overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 24px 0 12px; }
.tile, figure, .table { background: var(--card); border: 1px solid var(--edge); border-radius: 8px; }
.tile { padding: 12px 16px; }
.tile b { display: block; font-size: 24px; font-weight: 600; line-height: 1.3; }
.tile span { font-size: 13px; color: var(--soft); }
.grid2 { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px; }
figure { margin: 0; padding: 14px 16px 8px; }
figure.wide { grid-column: 1 / -1; }
figcaption { display: flex; flex-wrap: wrap; gap: 2px 16px; justify-content: space-between; align-items: baseline; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 14px; font-size: 13px; color: var(--soft); width: 100%; }
.key { display: inline-block; width: 14px; height: 10px; border-radius: 2px; margin-right: 6px; background: var(--c); }
.key.thin { height: 0; border-top: 2px solid var(--c); background: none; border-radius: 0; vertical-align: 3px; }
.key.least { border-top-style: dashed; }
svg { display: block; width: 100%; height: auto; margin-top: 6px; }
.feed { --c: var(--server); } .join { --c: var(--server2); } .rescue { --c: var(--warn); } .blocked { --c: var(--grey); }
.least { --c: var(--text); } .median { --c: var(--peers); } .tail { --c: var(--server); } .peers { --c: var(--peers); }
.fault { --c: var(--fault); } .goal { --c: var(--peers); } .limit { --c: var(--text); }
.area { fill: var(--c); opacity: .9; } .band { fill: var(--c); opacity: .14; }
.line { fill: none; stroke: var(--c); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
.line.point { fill: var(--c); stroke: var(--card); stroke-width: 1; }
.line.least { stroke-width: 1.6; stroke-dasharray: 5 4; stroke-linecap: butt; }
.grid { stroke: var(--edge); } .tick { fill: var(--soft); font-size: 12px; }
.mark { stroke: var(--c); stroke-width: 1.4; stroke-dasharray: 2 4; } .mark.limit { stroke-dasharray: 7 4; }
.marked { fill: var(--c); font-size: 12px; paint-order: stroke; stroke: var(--card); stroke-width: 4px; stroke-linejoin: round; }
.warm { fill: var(--bg); opacity: .55; } .begin { stroke: var(--soft); stroke-dasharray: 1 3; }
.table { margin-top: 12px; overflow-x: auto; padding: 4px 16px 8px; }
table { border-collapse: collapse; width: 100%; }
th { font-size: 13px; color: var(--soft); font-weight: 400; text-align: right; }
td { text-align: right; white-space: nowrap; }
th, td { padding: 6px 0 6px 20px; border-bottom: 1px solid var(--edge); }
tr:last-child td { border-bottom: 0; }
th:first-child, td:first-child { text-align: left; padding-left: 0; white-space: normal; }
.met { color: var(--peers); } .missed { color: var(--fault); font-weight: 600; }
footer { margin-top: 20px; font-size: 13px; color: var(--soft); }
summary { cursor: pointer; padding: 6px 0; }
footer dl { display: grid; grid-template-columns: minmax(0, 260px) 1fr; gap: 6px 16px; }
footer dt, footer dd { font-size: 13px; overflow-wrap: anywhere; }
@media (max-width: 760px) { main { padding: 20px 12px; } .grid2 { grid-template-columns: minmax(0, 1fr); }
  .tick, .marked { font-size: 17px; } figure.wide { overflow-x: auto; } figure.wide svg { min-width: 720px; }
  footer dl { grid-template-columns: 1fr; } th, td { padding-left: 10px; } }
`;
