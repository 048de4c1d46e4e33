import type { Report } from '../report.js';
import { rowsOf } from '../rows.js';
import { isScenarioName, scenarios } from '../scenario.js';
import { drawPanel, type Panel } from './panel.js';
import { panelsOf } from './panels.js';
import { escaped } from './scale.js';
import { style } from './style.js';

/** The report as one HTML file that needs nothing else, not even a script. */
export function drawPage(report: Report): string {
  const title = `${report.scenario}, ${report.peers.toLocaleString('en')} peers`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} – BitTube simulator</title>
<style>${style}</style>
</head>
<body>
<main>
${header(report)}
${tiles(report)}
<div class="grid2">
${panelsOf(report)
  .map((panel, i) => figure(panel, `clip${i}`))
  .join('\n')}
</div>
${table(report)}
${footer(report)}
</main>
</body>
</html>
`;
}

function header(report: Report): string {
  const { scenario, peers, seconds, seed, runHash, measuredFromSeconds } = report;
  const about = isScenarioName(scenario) ? scenarios[scenario] : '';
  const facts = [
    ['Peers', peers.toLocaleString('en')],
    ['Stream', `${report.bitsPerSecond / 1e6} Mbit/s`],
    ['Run', `${seconds} s`],
    ['Measured from', `${measuredFromSeconds.toFixed(0)} s`],
    ['Seed', String(seed)],
  ];
  return `<header>
<div><h1>${escaped(scenario)}</h1><p class="soft">${escaped(sentence(about))}</p></div>
<dl>${facts.map(([name = '', value = '']) => `<div><dt>${name}</dt><dd>${escaped(value)}</dd></div>`).join('')}
<div><dt>Run hash</dt><dd class="hash">${escaped(runHash)}</dd></div></dl>
</header>`;
}

/** The five figures that one asks for first. */
function tiles(report: Report): string {
  const met = report.goals.filter((goal) => goal.met).length;
  const seconds = (millis: number | null) => (millis === null ? '–' : `${(millis / 1_000).toFixed(2)} s`);
  const shown = [
    [`${(100 * report.offloadConnectable).toFixed(2)} %`, 'from peers, viewers with UDP'],
    [`× ${report.egressOverLeast.toFixed(2)}`, 'of the least possible egress'],
    [seconds(report.lagP95Millis), 'lag behind the gateway, p95'],
    [seconds(report.startupP95Millis), 'start-up, p95'],
    [`${(100 * report.stalledShare).toFixed(2)} %`, 'of the time the picture stood still'],
    [`${met} of ${report.goals.length}`, 'goals met'],
  ];
  return `<div class="tiles">${shown.map(([value = '', name = '']) => `<div class="tile"><b>${value}</b><span>${name}</span></div>`).join('')}</div>`;
}

function figure(panel: Panel, id: string): string {
  const keys = [
    ...panel.stack.map(({ name, tone }) => `<span><i class="key ${tone}"></i>${escaped(name)}</span>`),
    ...panel.lines.map(({ name, tone }) => `<span><i class="key thin ${tone}"></i>${escaped(name)}</span>`),
    ...panel.marks.map(({ name, tone }) => `<span><i class="key thin least ${tone}"></i>${escaped(name)}</span>`),
  ];
  return `<figure class="${panel.stack.length > 0 ? 'wide' : 'half'}">
<figcaption><h2>${escaped(panel.title)} <span class="soft">in ${escaped(panel.unit)}</span></h2><span>${escaped(panel.headline)}</span>
<div class="legend">${keys.join('')}</div></figcaption>
${drawPanel(panel, id)}
</figure>`;
}

function table(report: Report): string {
  const rows = rowsOf(report).map(({ name, value, limit, goal, met }) => {
    const verdict =
      met === undefined ? '<td></td>' : met ? '<td class="met">✓ met</td>' : '<td class="missed">✗ missed</td>';
    return `<tr><td>${escaped(name)}</td><td>${value}</td><td>${limit}</td><td>${goal}</td>${verdict}</tr>`;
  });
  return `<div class="table"><table>
<thead><tr><th>Figure</th><th>measured</th><th>limit</th><th>goal</th><th></th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>`;
}

function footer(report: Report): string {
  const changed = Object.entries(report.parameters).map(([name, value]) => `${name} = ${String(value)}`);
  const meanings = Object.entries(report.definitions).map(
    ([name, meaning]) => `<dt>${escaped(name)}</dt><dd>${escaped(meaning)}</dd>`,
  );
  return `<footer>
<p>${report.joins.toLocaleString('en')} joins and ${report.leaves.toLocaleString('en')} leaves in the measured period. The
shaded time at the left is not measured. ${changed.length === 0 ? 'All parameters of the engine have their defaults.' : `Changed: ${escaped(changed.join(', '))}.`}</p>
<details><summary>What each figure means</summary><dl>${meanings.join('')}</dl></details>
</footer>`;
}

function sentence(text: string): string {
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
