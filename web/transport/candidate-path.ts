/** How the two ends of a connection reach each other, by the kind of the local candidate that was chosen. */
export type CandidatePath = (typeof KINDS)[number] | 'unknown';

const KINDS = ['host', 'srflx', 'prflx', 'relay'] as const;

/** What is read of the reports of getStats (W3C webrtc-stats); `selected` is Firefox' own. */
interface StatsEntry {
  readonly type?: string;
  readonly selectedCandidatePairId?: string;
  readonly localCandidateId?: string;
  readonly candidateType?: string;
  readonly state?: string;
  readonly nominated?: boolean;
  readonly selected?: boolean;
  /** Seconds, of the last connectivity or consent check. */
  readonly currentRoundTripTime?: number;
}

/** Reports of getStats. */
export type StatsReport = Iterable<readonly [string, unknown]>;

/** The path of the candidate pair in use; `unknown` when the browser does not tell. */
export function candidatePath(report: StatsReport): CandidatePath {
  const entries = new Map(report as Iterable<readonly [string, StatsEntry]>);
  const kind = entries.get(chosenPair(entries)?.localCandidateId ?? '')?.candidateType;
  return KINDS.find((known) => known === kind) ?? 'unknown';
}

/** The last round trip that the candidate pair in use measured, ms; undefined when the browser does not tell. */
export function roundTripMillis(report: StatsReport): number | undefined {
  const seconds = chosenPair(new Map(report as Iterable<readonly [string, StatsEntry]>))?.currentRoundTripTime;
  return typeof seconds === 'number' && seconds >= 0 ? seconds * 1_000 : undefined;
}

function chosenPair(entries: ReadonlyMap<string, StatsEntry>): StatsEntry | undefined {
  const all = [...entries.values()];
  const transport = all.find((entry) => entry.type === 'transport' && entry.selectedCandidatePairId !== undefined);
  const pairs = all.filter((entry) => entry.type === 'candidate-pair');
  return (
    entries.get(transport?.selectedCandidatePairId ?? '') ??
    pairs.find((entry) => entry.selected === true) ??
    pairs.find((entry) => entry.nominated === true && entry.state === 'succeeded')
  );
}
