import { describe, expect, it } from 'vitest';
import { drawPlan, type Plan, type Visit } from '../../sim/plan.js';
import { defaultWarmUpSeconds, type ScenarioName } from '../../sim/scenario.js';
import { drawResidualMillis, drawSessionMillis, MEAN_SECONDS } from '../../sim/sessions.js';
import { SeededRandom } from '../peers/random-bytes.js';

const SECONDS = 120;
const PEERS = 2_000;

function plan(scenario: ScenarioName): Plan {
  const options = { scenario, peers: PEERS, seconds: SECONDS, seed: 1, warmUpSeconds: defaultWarmUpSeconds(SECONDS) };
  return drawPlan(options, new SeededRandom(1));
}

function presentAt(visits: readonly Visit[], seconds: number): number {
  const at = seconds * 1_000;
  return visits.filter(({ joinsAtMillis, leavesAtMillis }) => joinsAtMillis <= at && leavesAtMillis > at).length;
}

describe('plan of a run', () => {
  it('keeps a steady population, half of which goes without a word', () => {
    const { visits } = plan('steady');
    for (const seconds of [31, 60, 119]) {
      expect(presentAt(visits, seconds) / PEERS).toBeGreaterThan(0.95);
      expect(presentAt(visits, seconds) / PEERS).toBeLessThan(1.05);
    }
    const later = visits.filter(({ joinsAtMillis }) => joinsAtMillis > 30_000);
    expect((later.length / 90) * MEAN_SECONDS).toBeGreaterThan(0.85 * PEERS);
    expect((later.length / 90) * MEAN_SECONDS).toBeLessThan(1.15 * PEERS);
    const abrupt = visits.filter((visit) => visit.abrupt).length / visits.length;
    expect(abrupt).toBeCloseTo(0.5, 1);
    const joins = visits.map(({ joinsAtMillis }) => joinsAtMillis);
    expect(joins).toEqual([...joins].sort((a, b) => a - b));
  });

  it('lets a crowd of ten times as many come within 10 s, and measures from there on', () => {
    const { visits, measuredFromMillis } = plan('flash-crowd');
    expect(measuredFromMillis).toBe(60_000);
    expect(presentAt(visits, 59.9) / PEERS).toBeCloseTo(0.1, 1);
    expect(presentAt(visits, 70.1) / PEERS).toBeGreaterThan(0.9);
  });

  it('lets half of those present leave within 2 s, in the middle of what is measured', () => {
    const { visits } = plan('mass-leave');
    const [before, after] = [presentAt(visits, 89.9), presentAt(visits, 92.1)];
    expect(after / before).toBeGreaterThan(0.45);
    expect(after / before).toBeLessThan(0.55);
    const gone = visits.filter(({ leavesAtMillis: at }) => at > 90_000 && at <= 92_000);
    expect(gone.filter(({ abrupt }) => abrupt).length / gone.length).toBeGreaterThan(0.98);
  });

  it('takes the gateway away for 3 s', () => {
    expect(plan('gateway-restart').gatewayAway).toEqual({ fromMillis: 90_000, untilMillis: 93_000 });
    expect(plan('steady').gatewayAway).toBeUndefined();
  });
});

describe('sessions', () => {
  it('have a median of 180 s; what is left of those found watching keeps a population steady', () => {
    const random = new SeededRandom(2);
    const draw = (one: () => number) => Array.from({ length: 20_000 }, one).sort((a, b) => a - b);
    const whole = draw(() => drawSessionMillis(random));
    expect(Math.abs((whole[10_000] ?? 0) / 180_000 - 1)).toBeLessThan(0.06);
    // In equilibrium as many go in a minute as come in one.
    const residual = draw(() => drawResidualMillis(random));
    const goneInMinute = residual.filter((millis) => millis < 60_000).length / residual.length;
    const shortfall = whole.reduce((sum, millis) => sum + Math.min(millis, 60_000), 0) / whole.length / 1_000;
    expect(Math.abs(goneInMinute - shortfall / MEAN_SECONDS)).toBeLessThan(0.01);
  });
});
