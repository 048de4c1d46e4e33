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
}

/** The path of the candidate pair in use; `unknown` when the browser does not tell. */
export function candidatePath(report: Iterable<readonly [string, unknown]>): CandidatePath {
  const entries = new Map(report as Iterable<readonly [string, StatsEntry]>);
  const all = [...entries.values()];
  const transport = all.find((entry) => entry.type === 'transport' && entry.selectedCandidatePairId !== undefined);
  const pairs = all.filter((entry) => entry.type === 'candidate-pair');
  const pair =
    entries.get(transport?.selectedCandidatePairId ?? '') ??
    pairs.find((entry) => entry.selected === true) ??
    pairs.find((entry) => entry.nominated === true && entry.state === 'succeeded');
  const kind = entries.get(pair?.localCandidateId ?? '')?.candidateType;
  return KINDS.find((known) => known === kind) ?? 'unknown';
}
