/** Scenarios by name, each in one line for `--help` and the picture. */
export const scenarios = {
  steady: 'N viewers come within seconds, then arrivals replace departures',
  'flash-crowd': 'a tenth of N is there, the others come within 10 s',
  'mass-leave': 'in mid-run half of all leave within 2 s, without a word',
  'gateway-restart': 'in mid-run the gateway is away for 3 s and begins a new epoch',
  poison: '5 % of those with an uplink pass on altered packets',
  famine: 'uplinks scaled so that what they can give is 0.9 of what all watch',
  lan: 'schools: 30 viewers behind one address each',
  blocked: '30 % without UDP',
} as const;

export type ScenarioName = keyof typeof scenarios;

export const scenarioNames = Object.keys(scenarios) as readonly ScenarioName[];

export function isScenarioName(text: string): text is ScenarioName {
  return Object.hasOwn(scenarios, text);
}

/** What a run is asked for. */
export interface RunOptions {
  readonly scenario: ScenarioName;
  /** N: viewers present in equilibrium; in a flash crowd, after it. */
  readonly peers: number;
  readonly seconds: number;
  readonly seed: number;
  /** Seconds at the beginning that are not measured. */
  readonly warmUpSeconds: number;
}

/** A third of the run, at most 30 s. */
export function defaultWarmUpSeconds(seconds: number): number {
  return Math.min(60, seconds / 2);
}
