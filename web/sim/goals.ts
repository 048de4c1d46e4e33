import type { FigureName, Figures } from './figures.js';
import type { ScenarioName } from './scenario.js';

/** What a figure should come to. */
export interface Goal {
  readonly figure: FigureName;
  readonly relation: '≤' | '≥';
  readonly bound: number;
}

export interface JudgedGoal extends Goal {
  readonly value: number | null;
  readonly met: boolean;
}

/** The size from which a goal for 10,000 viewers holds instead of that for 100: in between, the looser of the two does. */
const THOUSANDS = 1_000;
const MANY = 5_000;
/** Below this, what joins cost leaves no room for the goal set for 1,000. */
const SEVERAL_HUNDRED = 500;

/** In these scenarios the gateway need not do more than in the steady one. */
const ordinary: ReadonlySet<ScenarioName> = new Set(['steady', 'lan', 'poison', 'blocked']);

/** The goals of a run: the table of the benchmark (docs/swarm.md), by scenario and number of viewers. */
export function goalsFor(scenario: ScenarioName, peers: number): readonly Goal[] {
  const goals: Goal[] = [];
  const atMost = (figure: FigureName, bound: number) => goals.push({ figure, relation: '≤', bound });
  const atLeast = (figure: FigureName, bound: number) => goals.push({ figure, relation: '≥', bound });
  if (ordinary.has(scenario)) {
    if (peers >= SEVERAL_HUNDRED) atLeast('offloadConnectable', peers >= MANY ? 0.99 : 0.985);
    atMost('egressOverLeast', peers >= MANY ? 1.4 : 1.8);
  }
  atMost('diffusionP95Millis', peers >= THOUSANDS ? 1_200 : 800);
  if (scenario === 'flash-crowd') {
    atMost('viewersStalledOverSecond', 0);
    atMost('startupP95Millis', 2_000);
  } else {
    atMost('startupP50Millis', 800);
    atMost('startupP95Millis', 1_500);
    atMost('stalledShare', 0.003);
  }
  atMost('duplicatesShare', 0.01);
  atMost('controlShare', 0.02);
  atMost('signallingBytesPerSecondPerPeer', 30);
  atMost('poisonedPlayed', 0);
  atMost('poisonedPassedOn', 0);
  return goals;
}

/** What could not be measured is not met. */
export function judge(goals: readonly Goal[], figures: Figures): readonly JudgedGoal[] {
  return goals.map((goal) => {
    const value = figures[goal.figure];
    const met = value !== null && (goal.relation === '≤' ? value <= goal.bound : value >= goal.bound);
    return { ...goal, value, met };
  });
}
