import type { RunningRecording } from '../transport/recording-fetch.js';
import type { Back } from './back.js';
import type { PlayerStats } from './player-stats.js';
import { joinStretches, type Timeline } from './timeline.js';

const SEAM_MILLIS = 100;

export interface Stalls {
  readonly stalls: number;
  readonly stalledMillis: number;
}

export function addStalls(one: Stalls, other: Stalls): Stalls {
  return { stalls: one.stalls + other.stalls, stalledMillis: one.stalledMillis + other.stalledMillis };
}

/** What the player tells while something else than live is shown. */
export function statsBack(live: PlayerStats, { recording, playout }: Back): PlayerStats {
  return {
    ...live,
    epoch: recording.epoch,
    positionMillis: playout.timeMillis,
    lagMillis: Math.max(0, recording.endMillis - playout.timeMillis),
    aheadMillis: playout.aheadMillis,
  };
}

/** From the recording's beginning to live, while something else than live is shown. */
export function timelineBack({ recording, playout }: Back): Timeline {
  const { startMillis, endMillis } = recording;
  const buffered = playout.buffered.map(({ start, end }) => ({ start: start - startMillis, end: end - startMillis }));
  return {
    durationMillis: endMillis - startMillis,
    positionMillis: Math.min(playout.timeMillis, endMillis) - startMillis,
    live: true,
    buffered: joinStretches(buffered, SEAM_MILLIS),
    held: [],
  };
}

/**
 * The same while live is shown; undefined where nothing of what is shown is recorded.
 * @param target timestamp to which the picture is on its way
 */
export function timelineLive(
  { epoch, positionMillis, lagMillis = 0, aheadMillis }: PlayerStats,
  recorded: RunningRecording | undefined,
  target: number | undefined,
): Timeline | undefined {
  if (recorded === undefined || epoch !== recorded.newest.epoch || positionMillis === undefined) {
    return undefined;
  }
  const start = startOf(recorded);
  const position = positionMillis - start;
  if (position < 0) {
    return undefined; // it has only begun, and the picture is behind its beginning
  }
  return {
    durationMillis: position + lagMillis,
    positionMillis: target === undefined ? position : Math.max(0, target - start),
    live: true,
    buffered: [{ start: position, end: position + aheadMillis }],
    held: [],
  };
}

/** How far a viewer can go back. */
export function startOf({ parts, newest }: RunningRecording): number {
  return parts[0]?.startTimestampMillis ?? newest.startTimestampMillis;
}

/** Whether another recording began where the one that is shown had ended already. */
export function beginsBehind(running: RunningRecording, { recording, playout }: Back): boolean {
  const { epoch } = running.newest;
  return epoch > recording.epoch || (epoch === recording.epoch && startOf(running) > playout.timeMillis - SEAM_MILLIS);
}
