import { parseArgs } from 'node:util';
import { SYSTEM_NAMES, type SystemName } from './system.js';

export const USAGE = `node bench/run.mjs swarm/pages [options]

  --pages 12            viewers
  --stagger 2           seconds between their coming
  --seconds 60          seconds that all of them watch, after the last one came
  --only bittube,rival  which systems: ${SYSTEM_NAMES.join(', ')}; all without this
  --capped too          no: no limit on the origin's uplink; only: with it; too: both, one after the other
  --cap-mbit 3          that limit, Mbit/s
  --hls-list 16         segments in the HLS playlist, of 2 s each
  --jar FILE            the gateway; gateway/target/bittube.jar without this
  --json FILE           where all figures go; bench/target/swarm-pages.json without this
  --readme              also write the table into the README
`;

export interface Options {
  readonly help: boolean;
  readonly pages: number;
  readonly staggerSeconds: number;
  readonly seconds: number;
  readonly systems: readonly SystemName[];
  /** Limits to run with, one after another; undefined: none. */
  readonly caps: readonly (number | undefined)[];
  readonly hlsListSize: number;
  readonly jar: string | undefined;
  readonly json: string | undefined;
  readonly readme: boolean;
}

/** @throws Error with what is wrong */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      pages: { type: 'string', default: '12' },
      stagger: { type: 'string', default: '2' },
      seconds: { type: 'string', default: '60' },
      only: { type: 'string', default: SYSTEM_NAMES.join(',') },
      capped: { type: 'string', default: 'too' },
      'cap-mbit': { type: 'string', default: '3' },
      'hls-list': { type: 'string', default: '16' },
      jar: { type: 'string' },
      json: { type: 'string' },
      readme: { type: 'boolean', default: false },
    },
  });
  const cap = number('cap-mbit', values['cap-mbit'], 0.1, 10_000);
  return {
    help: values.help,
    pages: Math.floor(number('pages', values.pages, 1, 100)),
    staggerSeconds: number('stagger', values.stagger, 0, 600),
    seconds: number('seconds', values.seconds, 1, 7_200),
    systems: values.only.split(',').map(systemName),
    caps: capsOf(values.capped, cap),
    hlsListSize: Math.floor(number('hls-list', values['hls-list'], 3, 60)),
    jar: values.jar,
    json: values.json,
    readme: values.readme,
  };
}

function number(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!(value >= least && value <= most))
    throw new Error(`--${name} is ${text}, not a number from ${least} to ${most}`);
  return value;
}

function systemName(text: string): SystemName {
  const name = SYSTEM_NAMES.find((known) => known === text);
  if (name === undefined) throw new Error(`--only knows ${SYSTEM_NAMES.join(', ')}, not ${text}`);
  return name;
}

function capsOf(capped: string, cap: number): (number | undefined)[] {
  switch (capped) {
    case 'no':
      return [undefined];
    case 'only':
      return [cap];
    case 'too':
      return [undefined, cap];
    default:
      throw new Error(`--capped is no, only or too, not ${capped}`);
  }
}
