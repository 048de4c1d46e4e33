import type { Rates } from './neighbour-rates.js';

/** Somebody who can be drawn. */
export interface Drawable extends Rates {
  readonly id: string;
  readonly kind: 'viewer' | 'server';
  /** In the same network. */
  readonly isNear: boolean;
}

/** One of those around this viewer; `x`, `y` and widths in the picture's own units. */
export interface PictureNode extends Drawable {
  /** 1 … 9, which it keeps for as long as it is drawn; 0: the server. */
  readonly place: number;
  readonly x: number;
  readonly y: number;
  /** Of the lines to this viewer and from it; 0: nothing goes that way. */
  readonly fromWidth: number;
  readonly toWidth: number;
}

export interface NeighbourPicture {
  readonly nodes: readonly PictureNode[];
  /** Viewers that there is no room for. */
  readonly others: number;
  readonly hasNear: boolean;
}

/** The picture's size; this viewer stands in its middle. */
export const PICTURE = { width: 288, height: 224, near: { x: 66, y: 46 }, far: { x: 118, y: 82 } } as const;
/** With the server ten. */
const MOST_VIEWERS = 9;
/** Places in the order in which they are taken, so that few viewers do not crowd on one side; the server is at the top. */
const PLACES = [4, 7, 2, 9, 5, 1, 6, 3, 8] as const;
const THINNEST = 1.5;
const THICKEST = 7;
/** The rate of the thickest line; what is over it is drawn no thicker. */
const MOST_BITS = 4_000_000;
/** Less than that is chatter, not media. */
const LEAST_BITS = 8_000;

/** Who is drawn where. Keeps everybody at the place where he is, for as long as he is there. */
export class NeighbourPlaces {
  readonly #places = new Map<number, string>();

  /** @param viewers with their rates now @param server undefined: nothing of it is to be drawn */
  picture(viewers: readonly Drawable[], server: Drawable | undefined): NeighbourPicture {
    const byId = new Map(viewers.map((viewer) => [viewer.id, viewer]));
    for (const [place, id] of this.#places) {
      if (!byId.has(id)) this.#places.delete(place);
    }
    const drawn = new Set(this.#places.values());
    const waiting = viewers
      .filter(({ id }) => !drawn.has(id))
      .sort((a, b) => b.fromBits + b.toBits - a.fromBits - a.toBits);
    for (const place of PLACES) {
      const next = this.#places.has(place) ? undefined : waiting.shift();
      if (next !== undefined) this.#places.set(place, next.id);
    }
    const nodes = [...this.#places]
      .sort(([a], [b]) => a - b)
      .flatMap(([place, id]) => {
        const viewer = byId.get(id);
        return viewer === undefined ? [] : [nodeOf(viewer, place)];
      });
    return {
      nodes: [...(server === undefined ? [] : [nodeOf(server, 0)]), ...nodes],
      others: Math.max(0, viewers.length - MOST_VIEWERS),
      hasNear: nodes.some(({ isNear }) => isNear),
    };
  }
}

function nodeOf(drawable: Drawable, place: number): PictureNode {
  const angle = ((place * 36 - 90) * Math.PI) / 180;
  const ring = drawable.isNear ? PICTURE.near : PICTURE.far;
  return {
    ...drawable,
    place,
    x: PICTURE.width / 2 + Math.cos(angle) * ring.x,
    y: PICTURE.height / 2 + Math.sin(angle) * ring.y,
    fromWidth: widthOf(drawable.fromBits),
    toWidth: widthOf(drawable.toBits),
  };
}

/** The area of a line says its rate to the eye; small rates would be no line at all, so it goes by the root. */
function widthOf(bits: number): number {
  if (bits < LEAST_BITS) {
    return 0;
  }
  return THINNEST + (THICKEST - THINNEST) * Math.sqrt(Math.min(1, bits / MOST_BITS));
}
