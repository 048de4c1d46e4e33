import globals from 'globals';
import tseslint from 'typescript-eslint';

/** What each folder may import of ours: console → pages → download → player → objects → engine → peers → transport; media is a leaf (docs/architecture.md). */
const layers = {
  transport: [],
  media: [],
  peers: ['transport'],
  engine: ['peers', 'transport'],
  objects: ['engine', 'peers', 'transport'],
  sim: ['engine', 'objects', 'peers', 'transport', 'media'],
  player: ['engine', 'objects', 'peers', 'transport', 'media'],
  download: ['player', 'objects', 'peers', 'transport'],
  npm: ['download', 'player'],
  pages: ['download', 'player', 'media', 'transport'],
  console: ['pages', 'player', 'transport'],
};

const boundaries = Object.entries(layers).map(([folder, allowed]) => ({
  files: [`${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: Object.keys(layers)
          .filter((other) => other !== folder && !allowed.includes(other))
          .map((other) => ({
            group: [`**/${other}/**`],
            message: `${folder}/ must not import ${other}/ (docs/architecture.md).`,
          })),
      },
    ],
  },
}));

/** Clock, timers, randomness and network are handed in, so that the same classes run in virtual time. */
const handedIn = ['Date', 'performance', 'setTimeout', 'setInterval', 'fetch', 'WebSocket', 'RTCPeerConnection'].map(
  (name) => ({ name, message: 'Handed in through the environment (docs/architecture.md).' }),
);

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'target/'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', '*.mjs', 'sim/*.mjs', 'e2e/foreign/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 400 }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
        { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
      ],
    },
  },
  ...boundaries,
  {
    files: ['engine/**/*.ts', 'objects/**/*.ts', 'peers/**/*.ts', 'sim/**/*.ts'],
    ignores: ['sim/cli.ts'],
    rules: {
      'no-restricted-globals': ['error', ...handedIn],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Randomness is handed in.' },
      ],
    },
  },
  {
    files: ['*.js', '**/*.mjs', '*.config.ts'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: globals.node },
    rules: { ...tseslint.configs.disableTypeChecked.rules, 'no-restricted-syntax': 'off' },
  },
);
