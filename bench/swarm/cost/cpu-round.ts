import type { Chromium } from './chromium.js';
import type { PageSession } from './page-session.js';
import { LOOK_AT_PLAYER, type PlayerLook } from './player-look.js';
import { chromiumRole, processTree, threadsOf } from './process-cost.js';

/** One Chromium and the page that plays in it. */
export interface Playing {
  readonly chromium: Chromium;
  readonly page: PageSession;
}

/** What one Chromium used in one round. */
export interface RoundCost {
  readonly cpuSeconds: number;
  /** Of one core. */
  readonly coreShare: number;
  readonly byRole: Readonly<Record<string, number>>;
  /** Role and thread name → CPU seconds. */
  readonly byThread: Readonly<Record<string, number>>;
  readonly framesPerSecond: number;
  readonly droppedFrames: number;
  readonly fromPeersKbps: number;
  readonly fromServerKbps: number;
  readonly toPeersKbps: number;
  readonly lagMillis: number;
  readonly playbackRate: number;
  readonly visible: boolean;
}

interface Reading {
  readonly atMillis: number;
  readonly look: PlayerLook;
  readonly roles: ReadonlyMap<number, { readonly role: string; readonly cpuSeconds: number }>;
  readonly threads: ReadonlyMap<string, { readonly name: string; readonly cpuSeconds: number }>;
}

/** Measures several Chromiums over the same interval, so that what else the machine does weighs on all of them. */
export async function measureRound(
  players: readonly Playing[],
  seconds: number,
  wait: (millis: number) => Promise<void>,
): Promise<readonly RoundCost[]> {
  const before = await Promise.all(players.map(read));
  await wait(seconds * 1_000);
  const after = await Promise.all(players.map(read));
  return before.map((first, index) => difference(first, after[index] ?? first));
}

async function read({ chromium, page }: Playing): Promise<Reading> {
  // The page first: what the question itself costs must not fall into the round at one end only.
  const look = await page.evaluate<PlayerLook>(LOOK_AT_PLAYER);
  const processes = await processTree(chromium.pid);
  const atMillis = performance.now();
  const roles = new Map<number, { role: string; cpuSeconds: number }>();
  const threads = new Map<string, { name: string; cpuSeconds: number }>();
  for (const { pid, cpuSeconds } of processes) {
    const role = await chromiumRole(pid);
    roles.set(pid, { role, cpuSeconds });
    for (const thread of await threadsOf(pid)) {
      const name = thread.pid === pid ? 'main' : thread.name.replace(/\d+$/, '');
      threads.set(`${pid}/${thread.pid}`, { name: `${role} ${name}`, cpuSeconds: thread.cpuSeconds });
    }
  }
  return { atMillis, look, roles, threads };
}

function difference(first: Reading, last: Reading): RoundCost {
  const seconds = (last.atMillis - first.atMillis) / 1_000;
  const byRole = new Map<string, number>();
  const byThread = new Map<string, number>();
  for (const [pid, { role, cpuSeconds }] of last.roles) {
    add(byRole, role, cpuSeconds - (first.roles.get(pid)?.cpuSeconds ?? 0));
  }
  for (const [id, { name, cpuSeconds }] of last.threads) {
    add(byThread, name, cpuSeconds - (first.threads.get(id)?.cpuSeconds ?? 0));
  }
  const cpuSeconds = [...byRole.values()].reduce((sum, one) => sum + one, 0);
  const kbps = (bytes: number): number => Math.round((bytes * 8) / 1_000 / seconds);
  return {
    cpuSeconds: round(cpuSeconds),
    coreShare: round(cpuSeconds / seconds),
    byRole: sorted(byRole),
    byThread: sorted(byThread),
    framesPerSecond: round((last.look.frames - first.look.frames) / seconds),
    droppedFrames: last.look.droppedFrames - first.look.droppedFrames,
    fromPeersKbps: kbps(last.look.fromPeersBytes - first.look.fromPeersBytes),
    fromServerKbps: kbps(last.look.fromServerBytes - first.look.fromServerBytes),
    toPeersKbps: kbps(last.look.toPeersBytes - first.look.toPeersBytes),
    lagMillis: Math.round(last.look.lagMillis),
    playbackRate: last.look.playbackRate,
    visible: last.look.visible,
  };
}

function add(sums: Map<string, number>, name: string, value: number): void {
  sums.set(name, (sums.get(name) ?? 0) + value);
}

function sorted(sums: ReadonlyMap<string, number>): Record<string, number> {
  const used = [...sums].map(([name, value]) => [name, round(value)] as const).filter(([, value]) => value > 0);
  return Object.fromEntries(used.sort(([, a], [, b]) => b - a));
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
