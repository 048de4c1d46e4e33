// Builds a script that comes in one file. esbuild puts what a script shares with what it loads later into files of their own,
// and each of them costs a browser a request before the script can begin. Here the script has all that it begins with, and
// what is loaded later takes its part of that from it.
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { build } from 'esbuild';

const SHARED = '$shared';

/**
 * @param options of esbuild, minifying ES modules
 * @param {{in: string, out: string}} entry the script and its name
 * @param {{in: string, out: string}[]} beside scripts that stand on pages beside it, or bring it: they share with it, too
 * @returns {Promise<{metafile: object, files: Map<string, string>}>} the files to write by their paths, and a metafile of them; all
 *   of them carry the same hash, for each names others
 */
export async function buildJoined(options, entry, beside) {
  const { outputFiles, metafile } = await build({
    ...options,
    write: false,
    splitting: true,
    entryNames: '[name]',
    chunkNames: '[name]-[hash]',
    entryPoints: [entry, ...beside],
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
  const script = `${entry.out}.js`;
  const joined = [...startOf(outputs, script)];
  const later = [...texts.keys()].filter((name) => !joined.includes(name));

  const files = new Map([[script, await join(options, joined, texts)]]);
  for (const name of later) {
    files.set(name, takenFrom(script, joined, texts.get(name)));
  }
  const finalNames = hashedNames(files);
  const renamed = (text) =>
    [...finalNames].reduce((done, [name, final]) => done.replaceAll(`./${name}`, `./${final}`), text);
  const built = [...files.keys()].map((name) => {
    const { entryPoint, imports } = outputs.get(name);
    const others = imports.filter(({ path }) => !joined.includes(basename(path)));
    return [
      `assets/${finalNames.get(name)}`,
      { entryPoint, imports: others.map(({ path, kind }) => ({ path: finalNames.get(basename(path)), kind })) },
    ];
  });
  return {
    metafile: { inputs: metafile.inputs, outputs: Object.fromEntries(built) },
    files: new Map([...files].map(([name, text]) => [`assets/${finalNames.get(name)}`, renamed(text)])),
  };
}

/** The script and what it imports, and what that imports, without what is loaded later. */
function startOf(outputs, script) {
  const found = new Set([script]);
  for (const name of found) {
    for (const { path, kind } of outputs.get(name).imports) {
      if (kind === 'import-statement') {
        found.add(basename(path));
      }
    }
  }
  return found;
}

/** One file of several, which exports what each but the first exports under a name of its own. */
async function join(options, [script, ...parts], texts) {
  const exported = parts.map((part, i) => `export * as ${SHARED}${i} from './${part}';`);
  const inMemory = {
    name: 'in-memory',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\// }, ({ path }) =>
        path === `./${script}` || parts.includes(basename(path))
          ? { path: basename(path), namespace: 'built' }
          : { path, external: true },
      );
      onLoad({ filter: /.*/, namespace: 'built' }, ({ path }) => ({ contents: texts.get(path) }));
    },
  };
  const { outputFiles } = await build({
    ...options,
    write: false,
    plugins: [inMemory],
    stdin: { contents: [`import './${script}';`, ...exported].join('\n') },
  });
  return outputFiles[0].text;
}

/** What is loaded later: what it imports from parts that were joined comes from the script, which is there already. */
function takenFrom(script, [, ...parts], text) {
  const taken = text.replace(/import(?:\{([^}]*)\}from)?"\.\/([^"]+)";/g, (statement, names, part) => {
    const i = parts.indexOf(part);
    if (i < 0) {
      return statement;
    }
    return names === undefined
      ? ''
      : `import{${SHARED}${i}}from"./${script}";const{${names.replaceAll(' as ', ':')}}=${SHARED}${i};`;
  });
  const left = parts.find((part) => taken.includes(part));
  if (left !== undefined) {
    throw new Error(`a script that is loaded later still asks for ${left}`);
  }
  return taken;
}

/** `film-session-7Q2XK4BD.js` → the same with a hash of all of them. */
function hashedNames(files) {
  const hash = createHash('sha256')
    .update([...files.values()].join(''))
    .digest('hex')
    .slice(0, 8)
    .toUpperCase();
  const names = new Map();
  for (const name of files.keys()) {
    const base = name.replace(/(-[A-Z0-9]{8})?\.js$/, '');
    const same = [...names.values()].filter((other) => other.startsWith(`${base}-`)).length;
    names.set(name, `${base}${same > 0 ? `-${same}` : ''}-${hash}.js`);
  }
  return names;
}
