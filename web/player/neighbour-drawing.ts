import { PICTURE, type NeighbourPicture, type PictureNode } from './neighbour-picture.js';
import type { Dictionary } from './words/dictionary.js';
import type { DecimalMark } from './words.js';

const MIDDLE = { x: PICTURE.width / 2, y: PICTURE.height / 2 } as const;
const OWN_RADIUS = 15;
const RADIUS = 11;
/** Both ways between the same two stand beside each other. */
const APART = 4.5;
const ARROW = 7;

/** The picture as the inside of an SVG of the size {@link PICTURE}. Its colours are the style sheet's. */
export function drawNeighbours(picture: NeighbourPicture, { details, decimalMark }: Dictionary, tab: boolean): string {
  const words = details.picture;
  const rate = (bits: number): string => short(bits, decimalMark).replace('<', '&lt;');
  const lines = picture.nodes.map((node) => line(node, 'from', node.fromWidth) + line(node, 'to', node.toWidth));
  const nodes = picture.nodes.map((node) => {
    const at = { x: round(node.x), y: round(node.y) };
    const shape =
      node.kind === 'server'
        ? `<rect class="node ${tab ? 'tab' : 'server'}" x="${at.x - RADIUS}" y="${at.y - RADIUS}" width="${2 * RADIUS}" height="${2 * RADIUS}" rx="3"/>`
        : `<circle class="node${node.isNear ? ' near' : ''}" cx="${at.x}" cy="${at.y}" r="${RADIUS}"/>` +
          `<text class="number" x="${at.x}" y="${at.y + 4}">${node.place}</text>`;
    const told = [
      ...(node.kind === 'server' ? [tab ? words.otherTab : words.server] : []),
      ...(node.fromWidth > 0 ? [`↓${rate(node.fromBits)}`] : []),
      ...(node.toWidth > 0 ? [`↑${rate(node.toBits)}`] : []),
    ].join(' ');
    return shape + label(told, node);
  });
  const ring = picture.hasNear
    ? `<ellipse class="ring" cx="${MIDDLE.x}" cy="${MIDDLE.y}" rx="${PICTURE.near.x + 20}" ry="${PICTURE.near.y + 20}"/>`
    : '';
  return (
    `${ring}${lines.join('')}<circle class="own" cx="${MIDDLE.x}" cy="${MIDDLE.y}" r="${OWN_RADIUS}"/>` +
    `<text class="number own-word" x="${MIDDLE.x}" y="${MIDDLE.y + 4}">${words.you}</text>${nodes.join('')}`
  );
}

/** For those who hear it. */
export function tellNeighbours(picture: NeighbourPicture, { details, decimalMark }: Dictionary): string {
  const words = details.picture;
  const rate = (bits: number): string => `${short(bits, decimalMark)} Mbit/s`;
  const viewers = picture.nodes.filter(({ kind }) => kind === 'viewer');
  const server = picture.nodes.find(({ kind }) => kind === 'server');
  return [
    words.title,
    ...(server === undefined ? [] : [words.serverTold(rate(server.fromBits))]),
    ...(viewers.length === 0 ? [words.nobody] : []),
    ...viewers.map(({ place, isNear, fromBits, toBits }) => words.told(place, isNear, rate(fromBits), rate(toBits))),
    ...(picture.others > 0 ? [words.more(picture.others)] : []),
  ].join(' ');
}

/** One way, with an arrow's head where it ends. */
function line({ x, y, kind }: PictureNode, way: 'from' | 'to', width: number): string {
  if (width === 0) {
    return '';
  }
  const length = Math.hypot(MIDDLE.x - x, MIDDLE.y - y);
  const along = { x: (MIDDLE.x - x) / length, y: (MIDDLE.y - y) / length };
  const side = way === 'from' ? APART : -APART;
  const at = (distance: number, aside: number): string =>
    `${round(x + along.x * distance - along.y * (side + aside))} ${round(y + along.y * distance + along.x * (side + aside))}`;
  const [begin, tip, back] =
    way === 'from' ? [RADIUS + 2, length - OWN_RADIUS - 2, -ARROW] : [length - OWN_RADIUS - 2, RADIUS + 2, ARROW];
  const half = width / 2 + 3;
  const colours = `${way}${kind === 'server' ? ' server' : ''}`;
  return (
    `<path class="way ${colours}" stroke-width="${round(width)}" d="M${at(begin, 0)}L${at(tip + back, 0)}"/>` +
    `<path class="head ${colours}" d="M${at(tip, 0)}L${at(tip + back, half)}L${at(tip + back, -half)}z"/>`
  );
}

/** Beside the node, on the side that looks away from the middle, and within the picture. */
function label(text: string, { x, y }: PictureNode): string {
  if (text === '') {
    return '';
  }
  const isMiddle = Math.abs(x - MIDDLE.x) < 20;
  const below = y > MIDDLE.y ? y + RADIUS + 12 : y - RADIUS - 5;
  const anchor = isMiddle ? 'middle' : x < MIDDLE.x ? 'start' : 'end';
  const at = isMiddle ? x : x < MIDDLE.x ? Math.max(2, x - 24) : Math.min(PICTURE.width - 2, x + 24);
  return `<text class="rate" text-anchor="${anchor}" x="${round(at)}" y="${round(below)}">${text}</text>`;
}

/** In Mbit/s. What is little is not nothing. */
function short(bits: number, mark: DecimalMark): string {
  const megabits = bits / 1_000_000;
  const written = megabits < 9.95 ? megabits.toFixed(1) : megabits.toFixed(0);
  return (bits >= 8_000 && megabits < 0.05 ? '<0.1' : written).replace('.', mark);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
