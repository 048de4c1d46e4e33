import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresOf } from './figures.js';
import type { Run } from './measure.js';
import type { PageFigures } from './page-watch.js';
import { table, withSection } from './report.js';

const page = (figures: Partial<PageFigures>): PageFigures => ({
  startupMillis: 300,
  lagMillis: [900],
  unreadable: 0,
  stalls: { waits: 0, waitedMillis: 0, freezes: 0, frozenMillis: 0 },
  peers: { receivedMedia: 0, sentMedia: 0, receivedControl: 0, connections: 1 },
  moves: [],
  own: undefined,
  ...figures,
});

const run: Run = {
  system: 'bittube',
  capMegabits: 3,
  chromium: '1',
  pages: [
    page({ lagMillis: [700, 800] }),
    page({
      startupMillis: 500,
      lagMillis: [900, 2_000],
      stalls: { waits: 1, waitedMillis: 200, freezes: 2, frozenMillis: 700 },
      peers: { receivedMedia: 3_000_000, sentMedia: 0, receivedControl: 1_000_000, connections: 1 },
    }),
    page({ startupMillis: undefined, lagMillis: [] }),
  ],
  openSeconds: [10, 8, 6],
  lengthSeconds: 10,
  origin: { media: 1_000_000, signalling: 2_400 },
  cpu: {
    chromiumSeconds: 5,
    originSeconds: 1,
    encoderSeconds: 1,
    benchmarkSeconds: 1,
    machineBusy: 0.5,
    loadAverage: 1,
  },
  broadcastLateMillis: 0,
  problems: {},
};

test('figures follow their definitions', () => {
  const figures = figuresOf(run);
  assert.equal(figures.shareFromPeers, 0.75);
  assert.equal(figures.shareLimit, 1 - 10 / 24);
  assert.equal(figures.originMegabits, 0.8);
  assert.equal(figures.signallingBytesPerSecondPerPage, 100);
  assert.deepEqual([figures.lagP50Millis, figures.lagP95Millis], [800, 2_000]);
  assert.deepEqual([figures.stalls, figures.stalledMillis, figures.pagesStalled], [2, 700, 1]);
  assert.deepEqual([figures.startupP50Millis, figures.startupP95Millis], [300, 500]);
});

test('a page that never played is told in its row', () => {
  assert.match(table([run]), /0\.30 s \/ 0\.50 s, 1 never played/);
});

test('only the text between the markers changes', () => {
  assert.equal(withSection('a\n<!-- x -->\nold\n<!-- /x -->\nb', 'x', 'new'), 'a\n<!-- x -->\nnew\n<!-- /x -->\nb');
  assert.throws(() => withSection('a', 'x', 'new'), /no place/);
});
