import { describe, expect, it } from 'vitest';
import { figuresOf, limitsOf } from '../../sim/figures.js';
import { RunMeter } from '../../sim/meters/run-meter.js';
import { drawPage } from '../../sim/picture/page.js';
import { drawPanel, type Panel } from '../../sim/picture/panel.js';
import { panelsOf } from '../../sim/picture/panels.js';
import { escaped, ticks } from '../../sim/picture/scale.js';
import { type Report, reportOf } from '../../sim/report.js';
import { rowsOf } from '../../sim/rows.js';
import { tableOf } from '../../sim/table.js';
import { FakeViewer, FakeWorld } from './fake-world.js';

const RATE = 125_000;

/** Of a run in which one viewer comes after two seconds and takes everything over HTTP. */
function report(): Report {
  const world = new FakeWorld();
  const meter = new RunMeter(world, RATE);
  for (let second = 0; second < 6; second++) {
    if (second === 2) {
      const viewer = new FakeViewer(world.millis);
      viewer.sink.firstPictureAtMillis = world.millis + 300;
      viewer.lagMillis = 1_100;
      viewer.counts.fromHttpBytes = RATE;
      meter.onJoin(viewer);
      meter.onArrival(viewer, 0, false);
    }
    world.sent.rescueBytes += RATE;
    world.millis += 1_000;
    meter.sample();
    if (second === 1) meter.beginPeriod();
  }
  meter.finish();
  return reportOf({
    options: { scenario: 'steady', peers: 1_000, seconds: 6, seed: 4, warmUpSeconds: 2 },
    parameters: { lateMillis: 300 },
    bitsPerSecond: 8 * RATE,
    figures: figuresOf(meter, RATE, 0),
    limits: limitsOf(meter.period, RATE, undefined),
    period: meter.period,
    samples: meter.samples,
    runHash: '<hash&>',
    wallSeconds: 1,
  });
}

function panel(values: Panel['lines'][number]['values'], more: Partial<Panel> = {}): string {
  const seconds = values.map((_, i) => i + 1);
  const base = { title: 't', unit: 's', headline: 'h', stack: [], isBand: false, marks: [], ceiling: undefined };
  const lines = [{ name: 'x', tone: 'median', values }];
  return drawPanel({ ...base, seconds, lines, measuredFromSeconds: 0, width: 540, height: 220, ...more }, 'c');
}

describe('ticks', () => {
  it.each([
    [1, 4, [0, 0.5, 1]],
    [0.8, 4, [0, 0.2, 0.4, 0.6, 0.8]],
    [37, 4, [0, 10, 20, 30, 40]],
    [0.003, 4, [0, 0.001, 0.002, 0.003]],
    [0, 4, [0, 1]],
  ])('of %d are round and cover it', (most, count, expected) => {
    expect(ticks(most, count)).toEqual(expected);
  });
});

describe('panel', () => {
  it('leaves gaps as gaps, and shows a value between two gaps as a point', () => {
    const svg = panel([1, 2, undefined, 3, undefined, 1, 2]);
    const path = /<path class="line median" d="([^"]*)"/.exec(svg)?.[1] ?? '';
    expect(path.match(/M/g)).toHaveLength(2);
    expect(svg.match(/<circle/g)).toHaveLength(1);
  });

  it('fits its axis to what is measured, not to the warm-up', () => {
    const svg = panel([900, 900, 3, 4], { measuredFromSeconds: 2 });
    expect(svg).toContain('>6</text>');
    expect(svg).not.toContain('>1,000</text>');
  });

  it('begins the axis of a share near its values', () => {
    expect(panel([99, 98], { ceiling: 100 })).toContain('>96</text>');
    expect(panel([99, 20], { ceiling: 100 })).toContain('>0</text>');
  });

  it('draws a goal where it can be seen', () => {
    const mark = { name: 'goal ≤ 2 s', tone: 'goal', value: 2 } as const;
    expect(panel([1, 1.5], { marks: [mark] })).toContain('class="mark goal"');
    expect(panel([0.01, 0.02], { marks: [mark] })).not.toContain('class="mark goal"');
  });
});

describe('report', () => {
  it('is shown whole: every panel, row and goal, with nothing undefined in it', () => {
    const shown = report();
    const page = drawPage(shown);
    for (const { title } of panelsOf(shown)) expect(page).toContain(title);
    for (const { name, value } of rowsOf(shown)) {
      expect(page).toContain(name);
      expect(tableOf(shown)).toContain(value);
    }
    expect(page.match(/✗ missed|✓ met/g)).toHaveLength(shown.goals.length);
    expect(page).toContain('lateMillis = 300');
    expect(page).toContain(escaped('<hash&>'));
    expect(page).not.toMatch(/NaN|undefined|Infinity|<hash|<script/);
    expect(tableOf(shown)).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('states the goal that is missed as missed', () => {
    const row = rowsOf(report()).find(({ name }) => name === 'Share from peers, viewers with UDP');
    expect(row).toMatchObject({ value: '0.00 %', goal: '≥ 98.50 %', met: false });
  });

  it('counts egress in streams, and says from when on it is measured', () => {
    const { egress, measuredFromSeconds, series } = report();
    expect(egress.rescue.streams).toBeCloseTo(1);
    expect(measuredFromSeconds).toBe(2);
    expect(series).toHaveLength(6);
  });
});
