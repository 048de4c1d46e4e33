import { decodePeerId } from '../peers/peer-id.js';

/** Ranks from here on are of trees whose top keeps its copy; below, of those whose top has one only for want of a parent. */
const LEAST_LASTING_RANK = 192;
const MOST_RANK = 255;

/**
 * The rank of the tree below a viewer that the gateway feeds, 1 … 255. The top of a tree may step down below anybody who hangs
 * in a tree of a higher rank: that one is no descendant of it, and of two tops that look for each other's trees only one
 * moves. So no circle closes, though news of a rank travels down a tree no faster than HEADS do.
 *
 * @param peerId of the viewer, which makes the ranks of most tops differ
 * @param lent its copy is a spare one
 */
export function treeRank(peerId: string, lent: boolean): number {
  let mixed = 0;
  for (const byte of decodePeerId(peerId) ?? []) mixed += byte;
  return lent
    ? 1 + (mixed % (LEAST_LASTING_RANK - 1))
    : LEAST_LASTING_RANK + (mixed % (MOST_RANK - LEAST_LASTING_RANK + 1));
}
