import type { NeighbourStats } from '../../engine/neighbour-stats.js';
import type { PeerMode, PlayerSession, SessionListener, SessionOptions } from '../../player/player-session.js';
import type { PacketStrip } from '../../player/packet-strip.js';
import type { PlayerStats } from '../../player/player-stats.js';
import { statsOf } from './stats-of.js';

const EPOCH = 1_764_590_000_000;

/** A session that a test drives: the picture is a drawn canvas, everything else is what the test says. */
export class FakeStream implements PlayerSession {
  readonly options: SessionOptions;
  readonly listener: SessionListener;
  readonly calls: string[] = [];
  strip: PacketStrip | undefined;
  others: readonly NeighbourStats[] = [];
  #stats: PlayerStats;

  constructor(options: SessionOptions, listener: SessionListener) {
    this.options = options;
    this.listener = listener;
    this.#stats = statsOf({ channel: options.channel });
  }

  /** The first picture comes. */
  showPicture(): void {
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 360;
    const context = canvas.getContext('2d');
    let frame = 0;
    setInterval(() => {
      if (context !== null) {
        context.fillStyle = `hsl(${frame % 360} 40% 60%)`;
        context.fillRect(0, 0, 640, 360);
        context.fillStyle = '#fff';
        context.fillRect((frame * 4) % 640, 160, 40, 40);
        frame++;
      }
    }, 40);
    const stream = canvas.captureStream(25);
    // With a sound track the browser's autoplay rules hold for it as for a real stream.
    new AudioContext()
      .createMediaStreamDestination()
      .stream.getTracks()
      .forEach((track) => stream.addTrack(track));
    this.options.video.srcObject = stream;
    this.update({ epoch: EPOCH, positionMillis: 4_200, lagMillis: 900, aheadMillis: 800 });
  }

  /** Nothing is left to play. */
  runDry(): void {
    this.options.video.srcObject = null;
    this.options.video.dispatchEvent(new Event('waiting'));
  }

  update(change: Partial<PlayerStats>): void {
    this.#stats = { ...this.#stats, ...change };
  }

  stats(): PlayerStats {
    return this.#stats;
  }

  packets(limit: number): PacketStrip | undefined {
    const { strip } = this;
    return strip === undefined
      ? undefined
      : {
          ...strip,
          firstSeq: strip.firstSeq + Math.max(0, strip.origins.length - limit),
          origins: strip.origins.slice(-limit),
        };
  }

  pieces(): undefined {
    return undefined;
  }

  neighbours(): readonly NeighbourStats[] {
    return this.others;
  }

  timeline(): undefined {
    return undefined;
  }

  seek(timeMillis: number): void {
    this.calls.push(`seek ${timeMillis}`);
  }

  resume(): void {
    this.calls.push('resume');
  }

  pause(): void {
    this.calls.push('pause');
  }

  toLive(): void {
    this.calls.push('toLive');
  }

  limitUpload(kbps: number | undefined): void {
    this.calls.push(`limitUpload ${kbps}`);
  }

  meet(peers: PeerMode): boolean {
    this.calls.push(`meet ${peers}`);
    return true;
  }

  close(): void {
    this.calls.push('close');
    this.options.video.srcObject = null;
  }
}
