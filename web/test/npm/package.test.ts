import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildNpm } from '../../build-npm.mjs';

const run = promisify(execFile);
const WEB = resolve(import.meta.dirname, '../..');
/** Packed. */
const MOST_BYTES = 250_000;

interface Packed {
  readonly files: readonly { readonly path: string }[];
  readonly size: number;
}

interface Manifest {
  readonly exports: Record<string, string | Record<string, string>>;
  readonly dependencies?: unknown;
}

/** What somebody writes who uses the package. */
const CONSUMER = `
import { BittubePlayer, type StatsDetail } from 'bittube';
import 'bittube/download';
import type {} from 'bittube/react';

const player = document.createElement('bittube-player');
const same: BittubePlayer = player;
player.channel = 'news';
player.addEventListener('stats', ({ detail }) => {
  const share: number | undefined = detail.share;
  return share;
});
void same.play();
export const duration: number = document.querySelector('bittube-player')?.duration ?? NaN;
export const page = (
  <main>
    <bittube-player src="https://tv.example" channel="news" autoplay muted p2p="download-only" max-upload={800}
      onstats={({ detail }: CustomEvent<StatsDetail>) => void detail.neighbours} />
    <bittube-download object="ID" ondone={({ detail }) => void detail.file.size} />
  </main>
);
`;

/** What would be published, built anew: for those who take the player from npm into pages of their own. */
describe('the npm package', () => {
  let manifest: Manifest;

  beforeAll(async () => {
    const [text] = await Promise.all([readFile(join(WEB, 'package.json'), 'utf8'), buildNpm()]);
    manifest = JSON.parse(text) as Manifest;
  }, 60_000);

  it('holds what it exports, and nothing of tests, tools and sources', async () => {
    // prepack builds, which is done already.
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: WEB });
    const [packed] = JSON.parse(stdout) as [Packed];
    const files = packed.files.map(({ path }) => path);
    const named = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    expect(files).toEqual(expect.arrayContaining(named.map((path) => path.replace('./', ''))));
    const known =
      /^(package\.json|README\.md|dist\/npm\/(LICENSE\.txt|THIRD-PARTY\.txt|(player|download|react|server|[\w-]+-[A-Z0-9]{8})\.js|types\/([a-z]+\/)+[\w-]+\.d\.ts))$/;
    expect(files.filter((path) => !known.test(path))).toEqual([]);
    // Of the engine its users see a few types of figures at most.
    expect(files.filter((path) => path.includes('/types/')).length).toBeLessThan(60);
    expect(packed.size).toBeLessThan(MOST_BYTES);
    expect(manifest.dependencies, 'all is built in').toBeUndefined();
  });

  it('has types that a strict compiler takes, JSX of React among them', () => {
    const wrong = CONSUMER.replace('"download-only"', '"yes"').replace("channel = 'news'", 'channel = 7');
    expect(problemsOf({ 'consumer.tsx': CONSUMER, 'wrong.tsx': wrong })).toEqual([
      expect.stringMatching(/^wrong\.tsx: Type 'number' is not assignable/),
      expect.stringMatching(/^wrong\.tsx: Type '"yes"' is not assignable/),
    ]);
  });

  it('can be imported where pages are rendered, and names no host that its packages came from', async () => {
    const script =
      "import { BittubePlayer } from 'bittube'; import 'bittube/download'; console.log(String(BittubePlayer));";
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: WEB });
    expect(stdout.trim()).toBe('undefined');
    expect(await readFile(join(WEB, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
  });
});

/** What the compiler has against modules of a project with this package, and against the package's own types. */
function problemsOf(texts: Readonly<Record<string, string>>): readonly string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.ReactJSX,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const disk = ts.createCompilerHost(options);
  const files = new Map(Object.entries(texts).map(([name, text]) => [join(WEB, name), text]));
  host.fileExists = (path) => files.has(path) || disk.fileExists(path);
  host.readFile = (path) => files.get(path) ?? disk.readFile(path);
  host.getSourceFile = (path, ...more) => {
    const text = files.get(path);
    return text === undefined
      ? disk.getSourceFile(path, ...more)
      : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return program
    .getSourceFiles()
    .filter(({ fileName }) => files.has(fileName) || fileName.includes('/dist/npm/types/'))
    .flatMap((source) => [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)])
    .map(
      ({ file, messageText }) =>
        `${basename(file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
}
