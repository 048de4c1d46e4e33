// Builds what the npm package holds into dist/npm/: the elements as modules that need no other package, and the types that
// their users see.
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';
import { cssText, licences, noHotkeyList, TARGET } from './build.mjs';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const OUT = join(ROOT, 'dist', 'npm');
/** The modules that `exports` of package.json names. */
const ENTRIES = ['player', 'download', 'react', 'server'];

export async function buildNpm() {
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  await writeFile(join(OUT, 'THIRD-PARTY.txt'), await licences(await buildModules(OUT)));
  await copyFile(join(ROOT, '..', 'LICENSE'), join(OUT, 'LICENSE.txt'));
  for (const [path, text] of publicTypes(ENTRIES.map((entry) => join(ROOT, 'npm', `${entry}.ts`)))) {
    const file = join(OUT, 'types', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** The modules alone. @returns what esbuild tells of them */
export async function buildModules(outdir) {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: TARGET,
    pure: ['console.log'], // mpegts.js says much
    legalComments: 'none', // the licences stand in THIRD-PARTY.txt
    plugins: [cssText, noHotkeyList],
    metafile: true,
    logLevel: 'warning',
    entryPoints: ENTRIES.map((entry) => ({ in: `npm/${entry}.ts`, out: entry })),
    chunkNames: '[name]-[hash]',
    outdir,
  });
  return metafile;
}

/** The declarations of these modules and of what they name, by their paths: not those of the engine, which they do not. */
function publicTypes(entries) {
  const { options } = ts.getParsedCommandLineOfConfigFile(
    join(ROOT, 'tsconfig.json'),
    // `npm run typecheck` checks the same sources.
    { noEmit: false, emitDeclarationOnly: true, declaration: true, noCheck: true, rootDir: ROOT },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail },
  );
  const texts = new Map();
  const program = ts.createProgram(entries, options);
  const { diagnostics } = program.emit(undefined, (path, text) => texts.set(resolve(path), text), undefined, true);
  diagnostics.forEach(fail);

  const found = new Set(entries.map((path) => path.replace(/\.ts$/, '.d.ts')));
  for (const path of found) {
    const text = texts.get(path);
    if (text === undefined) {
      throw new Error(`no types were made of ${relative(ROOT, path)}`);
    }
    for (const [, module] of text.matchAll(/(?:from |import ?\(?)['"](\.[^'"]+)\.js['"]/g)) {
      found.add(resolve(dirname(path), `${module}.d.ts`));
    }
  }
  return [...found].map((path) => [relative(ROOT, path), texts.get(path)]);
}

function fail(diagnostic) {
  throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildNpm();
}
