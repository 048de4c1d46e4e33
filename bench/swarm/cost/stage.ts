import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FlvOrigin } from '../../../web/e2e/flv-origin.js';
import { GatewayProcess, until } from '../../../web/e2e/gateway-process.js';
import { Chromium } from './chromium.js';
import type { OpenedParts } from './opened-parts.js';
import type { PageSession } from './page-session.js';
import { LOOK_AT_PLAYER, type PlayerLook } from './player-look.js';

const CHANNEL = 'cost';
/** Of a stream of 1 Mbit/s. */
const ONE_COPY_KBPS = 1_250;
/** Until a page of three has both neighbours and gives as well as takes. */
const SETTLE_MILLIS = 60_000;

/**
 * A live stream of 1 Mbit/s with a keyframe a second in a real gateway, and a swarm of three pages on it: the measured
 * one, one neighbour that was there before it and one that came after it, each in a Chromium of its own.
 */
export class Stage {
  readonly gateway: GatewayProcess;
  readonly measured: Chromium;
  readonly page: PageSession;

  private constructor(gateway: GatewayProcess, measured: Chromium, page: PageSession) {
    this.gateway = gateway;
    this.measured = measured;
    this.page = page;
  }

  /** Resolves when the measured page gets packets from a neighbour and gives packets to one. */
  static async start(jar: string, parts: OpenedParts): Promise<Stage> {
    const gateway = parts.keep(await GatewayProcess.start(jar));
    const origin = parts.keep(await FlvOrigin.start());
    await gateway.createChannel(CHANNEL, { type: 'http-flv', url: origin.url });
    // Pages of one browser would share one stream between them.
    const before = parts.keep(await Chromium.start());
    const after = parts.keep(await Chromium.start());
    const measured = parts.keep(await Chromium.start());
    const url = `${gateway.origin}/embed/${CHANNEL}`;
    const first = await before.open(url);
    await playing(first);
    // With room for one copy it feeds the measured page, and the last one has to be fed by that.
    await first.evaluate(`document.querySelector('bittube-player').setAttribute('max-upload', '${ONE_COPY_KBPS}')`);
    const page = await measured.open(url);
    await playing(page);
    await playing(await after.open(url));
    const stage = new Stage(gateway, measured, page);
    await stage.#settle();
    return stage;
  }

  /** The same stream as plain HTTP-FLV. */
  get flvUrl(): string {
    return `${this.gateway.origin}/live/${CHANNEL}.flv`;
  }

  look(): Promise<PlayerLook> {
    return this.page.evaluate(LOOK_AT_PLAYER);
  }

  async #settle(): Promise<void> {
    const before = await this.look();
    await until('the page takes from a neighbour and gives to one', SETTLE_MILLIS, async () => {
      const { neighbours, fromPeersBytes, toPeersBytes } = await this.look();
      return neighbours === 2 && fromPeersBytes > before.fromPeersBytes && toPeersBytes > before.toPeersBytes;
    });
  }
}

/** The jar that is measured: the one named, or the one that Maven has built. */
export function jarOf(named: string | undefined): string {
  const jar = named ?? fileURLToPath(new URL('../../../gateway/target/bittube.jar', import.meta.url));
  if (!existsSync(jar)) throw new Error(`There is no ${jar}: build it (mvn package), or name one with --jar.`);
  return jar;
}

export async function playing(page: PageSession): Promise<void> {
  await until('a picture', 30_000, async () => (await page.evaluate<PlayerLook>(LOOK_AT_PLAYER)).currentTime > 0);
}
