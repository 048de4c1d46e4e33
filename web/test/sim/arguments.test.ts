import { describe, expect, it } from 'vitest';
import { ArgumentError, type Arguments, parseArguments, usage } from '../../sim/arguments.js';
import { scenarioNames } from '../../sim/scenario.js';

function parsed(line: string): Arguments {
  const given = parseArguments(line.split(' '));
  if (given === 'help') throw new Error('help was not asked for');
  return given;
}

describe('command line', () => {
  it('takes scenario and options in any order', () => {
    const given = parsed('--peers 100 steady --seconds=60 --seed 7 --json out.json --html a=b.html');
    expect(given).toMatchObject({ scenario: 'steady', peers: 100, seconds: 60, seed: 7 });
    expect(given).toMatchObject({ jsonFile: 'out.json', htmlFile: 'a=b.html', parameters: {} });
  });

  it('leaves half out of the measurement, at most 60 s', () => {
    expect(parsed('steady --seconds 60').warmUpSeconds).toBe(30);
    expect(parsed('steady --seconds 600').warmUpSeconds).toBe(60);
    expect(parsed('steady --seconds 600 --warm-up 2.5').warmUpSeconds).toBe(2.5);
  });

  it('sets parameters of the engine', () => {
    expect(parsed('lan --set lateMillis=300 --set=improveHops=1.5').parameters).toEqual({
      lateMillis: 300,
      improveHops: 1.5,
    });
  });

  it.each([
    ['stedy', 'choose one of steady, flash-crowd'],
    ['steady poison', 'choose one of'],
    ['--peers 5', 'Name one scenario'],
    ['toString', 'toString is no scenario'],
    ['steady --peers', '--peers needs a value'],
    ['steady --peers many', '--peers must be a whole number from 1'],
    ['steady --peers 1.5', 'whole number'],
    ['steady --peers 0', 'from 1'],
    ['steady --seconds 30 --warm-up 30', 'from 0 to 29'],
    ['steady --fast yes', '--fast is no option'],
    ['steady --set lateMilis=3', 'lateMilis is no parameter'],
    ['steady --set toString=3', 'toString is no parameter'],
    ['steady --set lateMillis', 'lateMillis=NUMBER'],
    ['steady --set lateMillis=', 'lateMillis=NUMBER'],
  ])('refuses "%s" in one line that says what to do', (line, says) => {
    expect(() => parsed(line)).toThrow(ArgumentError);
    expect(() => parsed(line)).toThrow(says);
    expect(() => parsed(line)).not.toThrow(/\n/);
  });

  it('names every scenario in its help', () => {
    expect(parseArguments([])).toBe('help');
    expect(parseArguments(['steady', '--help'])).toBe('help');
    for (const name of scenarioNames) expect(usage).toContain(name);
  });
});
