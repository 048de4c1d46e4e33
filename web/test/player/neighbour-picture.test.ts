import { describe, expect, it } from 'vitest';
import { drawNeighbours, tellNeighbours } from '../../player/neighbour-drawing.js';
import { NeighbourPlaces, PICTURE, type Drawable } from '../../player/neighbour-picture.js';
import { NeighbourRates } from '../../player/neighbour-rates.js';
import { GERMAN } from '../../player/words/de.js';
import { ENGLISH } from '../../player/words/en.js';

const SERVER: Drawable = { id: 'server', kind: 'server', isNear: false, fromBits: 200_000, toBits: 0 };

function viewer(number: number, change: Partial<Drawable> = {}): Drawable {
  return { id: `peer ${number}`, kind: 'viewer', isNear: false, fromBits: 100_000, toBits: 0, ...change };
}

const viewers = (count: number): readonly Drawable[] => Array.from({ length: count }, (_, i) => viewer(i));

describe('rates', () => {
  it('are those of the last seconds, and none of who has gone or begun anew', () => {
    const rates = new NeighbourRates();
    rates.add([{ id: 'a', fromBytes: 0, toBytes: 1_000 }], 0);
    expect(rates.of('a')).toEqual({ fromBits: 0, toBits: 0 });
    rates.add([{ id: 'a', fromBytes: 125_000, toBytes: 1_000 }], 1_000);
    expect(rates.of('a')).toEqual({ fromBits: 1_000_000, toBits: 0 });
    rates.add([{ id: 'a', fromBytes: 125_000, toBytes: 126_000 }], 6_500);
    rates.add([{ id: 'a', fromBytes: 125_000, toBytes: 251_000 }], 7_500);
    expect(rates.of('a')).toEqual({ fromBits: 0, toBits: 1_000_000 });
    rates.add([{ id: 'a', fromBytes: 10, toBytes: 0 }], 8_000);
    expect(rates.of('a')).toEqual({ fromBits: 0, toBits: 0 });
    rates.add([], 8_500);
    expect(rates.of('a')).toEqual({ fromBits: 0, toBits: 0 });
  });
});

describe('the picture of the neighbours', () => {
  it('has ten nodes at most, the fastest, and says how many more there are', () => {
    const crowd = [...viewers(20), viewer(99, { toBits: 9_000_000 })];
    const { nodes, others } = new NeighbourPlaces().picture(crowd, SERVER);
    expect(nodes).toHaveLength(10);
    expect(nodes.map(({ id }) => id)).toContain('peer 99');
    expect(others).toBe(12);
  });

  it('keeps everybody in his place while others come and go', () => {
    const places = new NeighbourPlaces();
    const placeOf = (id: string, shown: readonly Drawable[]): number | undefined =>
      places.picture(shown, SERVER).nodes.find((node) => node.id === id)?.place;
    const before = placeOf('peer 2', viewers(4));
    expect(placeOf('peer 2', [viewer(7), ...viewers(4).slice(2)])).toBe(before);
    expect(placeOf('peer 0', viewers(4))).toBeDefined();
  });

  it('shows those of the own network closer, and all of them within its borders', () => {
    const { nodes, hasNear } = new NeighbourPlaces().picture([...viewers(8), viewer(8, { isNear: true })], SERVER);
    const distance = ({ x, y }: { x: number; y: number }): number =>
      Math.hypot(x - PICTURE.width / 2, y - PICTURE.height / 2);
    const near = nodes.filter(({ isNear }) => isNear).map(distance);
    const far = nodes.filter(({ isNear }) => !isNear).map(distance);
    expect(hasNear).toBe(true);
    expect(Math.max(...near)).toBeLessThan(Math.min(...far));
    for (const { x, y } of nodes) {
      expect(x).toBeGreaterThan(20);
      expect(x).toBeLessThan(PICTURE.width - 20);
      expect(y).toBeGreaterThan(16);
      expect(y).toBeLessThan(PICTURE.height - 16);
    }
  });

  it('draws a wider line for more, none for chatter, and each way with its own', () => {
    const shown = [viewer(1, { fromBits: 50_000, toBits: 3_000_000 }), viewer(2, { fromBits: 500, toBits: 0 })];
    const picture = new NeighbourPlaces().picture(shown, undefined);
    const [one, two] = [...picture.nodes].sort((a, b) => a.id.localeCompare(b.id));
    expect(one?.toWidth).toBeGreaterThan(2 * (one?.fromWidth ?? Infinity));
    expect(two?.fromWidth).toBe(0);
    const svg = drawNeighbours(picture, ENGLISH, false);
    expect(svg.match(/class="way/g)).toHaveLength(2);
    expect(svg.match(/class="head/g)).toHaveLength(2);
    expect(svg).toContain('>↓0.1 ↑3.0<');
    expect(
      drawNeighbours(new NeighbourPlaces().picture([viewer(3, { fromBits: 20_000 })], undefined), ENGLISH, false),
    ).toContain('>↓&lt;0.1<');
    expect(drawNeighbours(picture, GERMAN, false)).toContain('>↓0,1 ↑3,0<');
  });

  it('tells the same in words', () => {
    const places = new NeighbourPlaces();
    const told = tellNeighbours(places.picture([viewer(1, { isNear: true })], SERVER), ENGLISH);
    expect(told).toContain('0.2 Mbit/s from the server.');
    expect(told).toMatch(/Viewer \d, in your network: 0\.1 Mbit\/s to you, 0\.0 Mbit\/s from you\./);
    expect(tellNeighbours(places.picture([], SERVER), ENGLISH)).toContain('No other viewers yet.');
  });

  it('writes nothing into the page that a neighbour said', () => {
    const evil = viewer(1, { id: '<script>"' });
    const picture = new NeighbourPlaces().picture([evil], SERVER);
    expect(drawNeighbours(picture, ENGLISH, true)).not.toContain('<script>');
  });
});
