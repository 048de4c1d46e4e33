import { describe, expect, it } from 'vitest';
import { type FigureName, type Figures } from '../../sim/figures.js';
import { goalsFor, judge } from '../../sim/goals.js';
import type { ScenarioName } from '../../sim/scenario.js';

function bound(scenario: ScenarioName, peers: number, figure: FigureName): number | undefined {
  return goalsFor(scenario, peers).find((goal) => goal.figure === figure)?.bound;
}

describe('goals', () => {
  it('depend on how many watch', () => {
    expect([100, 1_000, 10_000].map((peers) => bound('steady', peers, 'egressOverLeast'))).toEqual([1.8, 1.8, 1.4]);
    expect([100, 1_000, 10_000].map((peers) => bound('steady', peers, 'offloadConnectable'))).toEqual([
      undefined,
      0.985,
      0.99,
    ]);
    expect([100, 10_000].map((peers) => bound('steady', peers, 'diffusionP95Millis'))).toEqual([800, 1_200]);
  });

  it('of a flash crowd are its own', () => {
    expect(bound('flash-crowd', 1_000, 'viewersStalledOverSecond')).toBe(0);
    expect(bound('flash-crowd', 1_000, 'startupP95Millis')).toBe(2_000);
    expect(bound('steady', 1_000, 'startupP95Millis')).toBe(1_500);
  });

  it('are missed by what could not be measured', () => {
    const figures = { startupP95Millis: null, duplicatesShare: 0.01, offloadConnectable: 0.98 } as Figures;
    const verdict = (figure: FigureName, relation: '≤' | '≥', at: number) =>
      judge([{ figure, relation, bound: at }], figures)[0]?.met;
    expect(verdict('startupP95Millis', '≤', 1_500)).toBe(false);
    expect(verdict('duplicatesShare', '≤', 0.01)).toBe(true);
    expect(verdict('offloadConnectable', '≥', 0.985)).toBe(false);
  });
});
