import { describe, expect, it, vi } from 'vitest';
import type { Report } from '../../sim/report.js';
import type { ScenarioName } from '../../sim/scenario.js';
import { simulate } from '../../sim/simulation.js';

vi.setConfig({ testTimeout: 120_000 });

function run(scenario: ScenarioName, peers: number, seconds: number, seed: number): Promise<Report> {
  return simulate({
    scenario,
    peers,
    seconds,
    seed,
    warmUpSeconds: 8,
    parameters: {},
    gatewayEgressKbps: 1_000_000,
    gatewayFeedKbps: 100_000,
    wallMillis: () => 0,
    onProgress: () => undefined,
  });
}

describe('a simulated run', () => {
  it('gives most of the stream by peers, alters nothing, and is the same run when run again', async () => {
    const first = await run('steady', 40, 20, 3);
    expect(first.offloadConnectable).toBeGreaterThan(0.5);
    expect(first.offloadConnectable).toBeLessThan(first.limits.bestOffloadConnectable);
    expect(first.stalledShare).toBeLessThan(0.05);
    expect(first.poisonedPlayed).toBe(0);
    expect(first.egressOverLeast).toBeGreaterThan(1);
    expect(first.diffusionP95Millis).toBeGreaterThan(first.limits.leastDiffusionP95Millis ?? Infinity);
    expect(first.lagP50Millis).toBeGreaterThan(0);
    const again = await run('steady', 40, 20, 3);
    expect(again).toEqual(first);
  });

  it('refuses what attackers alter: none of it is played or passed on', async () => {
    const report = await run('poison', 80, 20, 1);
    expect(report.poisonedReceived).toBeGreaterThan(0);
    expect(report.poisonedPlayed).toBe(0);
    expect(report.poisonedPassedOn).toBe(0);
  });
});
