import { parseArgs } from 'node:util';
import { resolve } from 'node:path';

/** What one run is made of. */
export interface Options {
  /** Viewers at the same time, on average. */
  readonly peers: number;
  /** How long it is measured, after everybody has come. */
  readonly seconds: number;
  /** Viewers that come (and as many that go) in a minute; undefined: what the sessions' lengths make of it. */
  readonly churnPerMinute: number | undefined;
  /** Percent of the viewers that have no WebRTC. */
  readonly blocked: number;
  readonly seed: number;
  readonly json: string | undefined;
  /** The built gateway. */
  readonly jar: string;
}

export const USAGE = `node bench/run.mjs swarm/nodes [options]
  --peers 100             viewers at the same time
  --seconds 120           how long to measure, after everybody has come
  --churn-per-minute N    viewers that come and go in a minute; left out: sessions of 180 s in the median; 0: nobody goes
  --blocked 0             percent of the viewers without WebRTC
  --seed 1                of the viewers' coming and going
  --json FILE             the figures as JSON
  --jar FILE              the built gateway (gateway/target/bittube.jar)`;

/** @throws Error that says which option is wrong */
export function readOptions(args: string[]): Options | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      peers: { type: 'string', default: '100' },
      seconds: { type: 'string', default: '120' },
      'churn-per-minute': { type: 'string' },
      blocked: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      json: { type: 'string' },
      jar: { type: 'string', default: 'gateway/target/bittube.jar' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const churn = values['churn-per-minute'];
  return {
    peers: number('peers', values.peers, 1, 1_000),
    seconds: number('seconds', values.seconds, 5, 3_600),
    churnPerMinute: churn === undefined ? undefined : number('churn-per-minute', churn, 0, 10_000),
    blocked: number('blocked', values.blocked, 0, 100),
    seed: number('seed', values.seed, 1, 2 ** 31),
    json: values.json,
    jar: resolve(values.jar),
  };
}

function number(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text === '' || !(value >= least && value <= most)) {
    throw new Error(`--${name} takes a number from ${least} to ${most}, not "${text}"`);
  }
  return value;
}
