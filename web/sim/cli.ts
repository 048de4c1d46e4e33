import { writeFileSync } from 'node:fs';
import { ArgumentError, type Arguments, parseArguments, usage } from './arguments.js';
import { drawPage } from './picture/page.js';
import { ProgressLine } from './progress.js';
import { simulate } from './simulation.js';
import { tableOf } from './table.js';

/** The command: the only code of the simulator that touches files, terminal and wall clock. */
async function main(words: readonly string[]): Promise<number> {
  let given: Arguments | 'help';
  try {
    given = parseArguments(words);
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  if (given === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const line = new ProgressLine((text) => process.stderr.write(text));
  const report = await simulate({
    ...given,
    wallMillis: () => performance.now(),
    onProgress: (progress) => line.onProgress(progress),
  });
  process.stdout.write(`${tableOf(report)}\n`);
  try {
    if (given.jsonFile !== undefined) writeFileSync(given.jsonFile, `${JSON.stringify(report, undefined, 2)}\n`);
    if (given.htmlFile !== undefined) writeFileSync(given.htmlFile, drawPage(report));
  } catch (error) {
    process.stderr.write(`Could not write the result: ${String(error)}. Name a file in a folder that exists.\n`);
    return 1;
  }
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
