import { defaultParameters, type Parameters } from '../engine/parameters.js';
import { defaultWarmUpSeconds, isScenarioName, type RunOptions, scenarioNames, scenarios } from './scenario.js';

export interface Arguments extends RunOptions {
  readonly jsonFile: string | undefined;
  readonly htmlFile: string | undefined;
  /** Engine parameters that differ from the defaults. */
  readonly parameters: Partial<Parameters>;
  /** What the gateway's line carries, and what of it feeds may take. */
  readonly gatewayEgressKbps: number;
  readonly gatewayFeedKbps: number;
}

/** What was typed cannot be run; the message says in one line what to do. */
export class ArgumentError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ArgumentError';
  }
}

const defaults = { peers: 1_000, seconds: 120, seed: 1, gatewayEgressKbps: 1_000_000, gatewayFeedKbps: 100_000 };
const MOST_PEERS = 100_000;
const MOST_SECONDS = 86_400;

export const usage = `npm run sim -- SCENARIO [options]

Runs the engine of the browsers in virtual time and measures it beside its limits.

Scenarios
${scenarioNames.map((name) => `  ${name.padEnd(16)} ${scenarios[name]}`).join('\n')}

Options
  --peers N               viewers present, ${defaults.peers} when left out
  --seconds S             of stream, ${defaults.seconds} when left out
  --seed K                the same seed gives the same run, ${defaults.seed} when left out
  --warm-up S             not measured; half of the run, at most 60 s, when left out
  --json FILE             writes the figures
  --html FILE             writes the picture
  --set PARAMETER=VALUE   changes a parameter of the engine (web/engine/parameters.ts); may be repeated
  --gateway-egress KBPS   the gateway's line, ${defaults.gatewayEgressKbps} when left out
  --gateway-feed KBPS     what feeds may take of it, ${defaults.gatewayFeedKbps} when left out
  --help                  this text
`;

/**
 * @returns what to run, or 'help'
 * @throws ArgumentError
 */
export function parseArguments(words: readonly string[]): Arguments | 'help' {
  if (words.length === 0 || words.includes('--help') || words.includes('-h')) return 'help';
  const given = new Map<string, string>();
  const parameters: Record<string, number> = {};
  const names: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (!word.startsWith('--')) {
      names.push(word);
      continue;
    }
    const [option, inline] = splitOnce(word, '=');
    if (!options.has(option)) throw new ArgumentError(`${option} is no option: see --help.`);
    const value = inline ?? words[++i];
    if (value === undefined || value === '') throw new ArgumentError(`${option} needs a value: see --help.`);
    if (option === '--set') setParameter(parameters, value);
    else given.set(option, value);
  }
  const [scenario, ...rest] = names;
  if (scenario === undefined || !isScenarioName(scenario) || rest.length > 0) {
    const said = scenario === undefined || rest.length > 0 ? 'Name one scenario' : `${scenario} is no scenario`;
    throw new ArgumentError(`${said}: choose one of ${scenarioNames.join(', ')}.`);
  }
  const number = (option: string, otherwise: number, least: number, most: number, whole = true) =>
    numberOf(option, given.get(option), otherwise, { least, most, whole });
  const seconds = number('--seconds', defaults.seconds, 5, MOST_SECONDS);
  const { gatewayEgressKbps, gatewayFeedKbps } = defaults;
  return {
    scenario,
    peers: number('--peers', defaults.peers, 1, MOST_PEERS),
    seconds,
    seed: number('--seed', defaults.seed, 0, 0xffff_ffff),
    warmUpSeconds: number('--warm-up', defaultWarmUpSeconds(seconds), 0, seconds - 1, false),
    jsonFile: given.get('--json'),
    htmlFile: given.get('--html'),
    parameters,
    gatewayEgressKbps: number('--gateway-egress', gatewayEgressKbps, 1, 1e9),
    gatewayFeedKbps: number('--gateway-feed', gatewayFeedKbps, 0, 1e9),
  };
}

const options: ReadonlySet<string> = new Set(
  ['peers', 'seconds', 'seed', 'warm-up', 'json', 'html', 'set', 'gateway-egress', 'gateway-feed'].map((o) => `--${o}`),
);

function setParameter(parameters: Record<string, number>, text: string): void {
  const [name, value] = splitOnce(text, '=');
  if (!Object.hasOwn(defaultParameters, name)) {
    throw new ArgumentError(`${name} is no parameter: the names stand in web/engine/parameters.ts.`);
  }
  const number = value === undefined || value.trim() === '' ? NaN : Number(value);
  if (!Number.isFinite(number)) throw new ArgumentError(`--set wants ${name}=NUMBER, not ${text}.`);
  parameters[name] = number;
}

function numberOf(
  option: string,
  text: string | undefined,
  otherwise: number,
  range: { readonly least: number; readonly most: number; readonly whole: boolean },
): number {
  if (text === undefined) return otherwise;
  const value = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(value) || value < range.least || value > range.most || (range.whole && value % 1 !== 0)) {
    const kind = range.whole ? 'a whole number' : 'a number';
    throw new ArgumentError(`${option} must be ${kind} from ${range.least} to ${range.most}, not ${text}.`);
  }
  return value;
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
