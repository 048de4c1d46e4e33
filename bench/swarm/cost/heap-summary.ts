/** The parts of a V8 heap snapshot (`.heapsnapshot`) that are read here. */
export interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly (string[] | string)[] };
  };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

/** What the live objects of one constructor (or one kind of the engine's own memory) take. */
export interface HeapShare {
  readonly name: string;
  readonly count: number;
  /** The objects themselves, without what they alone hold. */
  readonly selfBytes: number;
}

/** Objects are told apart by their constructor, all else by its kind. */
const NAMED_KINDS: ReadonlySet<string> = new Set(['object', 'native', 'closure']);

/** Sums a snapshot up by constructor. */
export function summarize({ snapshot, nodes, strings }: HeapSnapshot): ReadonlyMap<string, HeapShare> {
  const fields = snapshot.meta.node_fields;
  const kinds = snapshot.meta.node_types[fields.indexOf('type')];
  const [type, name, size] = [fields.indexOf('type'), fields.indexOf('name'), fields.indexOf('self_size')];
  if (!Array.isArray(kinds) || name < 0 || size < 0) throw new Error('no heap snapshot as V8 writes it');
  const shares = new Map<string, HeapShare>();
  for (let at = 0; at < nodes.length; at += fields.length) {
    const kind = kinds[nodes[at + type] ?? -1] ?? 'unknown';
    const text = strings[nodes[at + name] ?? -1] ?? '';
    // Names of native objects may hold an address of what they show ("<a href=…>"); its tag is enough.
    const key = NAMED_KINDS.has(kind) ? `${kind} ${text.slice(0, 60)}` : `(${kind})`;
    const former = shares.get(key);
    shares.set(key, {
      name: key,
      count: (former?.count ?? 0) + 1,
      selfBytes: (former?.selfBytes ?? 0) + (nodes[at + size] ?? 0),
    });
  }
  return shares;
}

/** What grew from one snapshot to the other, most bytes first. */
export function growth(
  before: ReadonlyMap<string, HeapShare>,
  after: ReadonlyMap<string, HeapShare>,
  most: number,
): readonly HeapShare[] {
  return [...after.values()]
    .map(({ name, count, selfBytes }) => ({
      name,
      count: count - (before.get(name)?.count ?? 0),
      selfBytes: selfBytes - (before.get(name)?.selfBytes ?? 0),
    }))
    .filter(({ selfBytes }) => selfBytes > 0)
    .sort((a, b) => b.selfBytes - a.selfBytes)
    .slice(0, most);
}
