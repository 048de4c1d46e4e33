import { isChannelName, isObjectId } from './names.js';
import type { Programme } from './playback.js';
import { gatewayOf, maxUploadOf, peerWishOf, sharesTabsOf, tokenOf, type PeerWish } from './player-attributes.js';

/** What an element's attributes say of what is to be played, and how; `peers` is decided when it begins. */
export type WantedProgramme = Omit<Programme, 'peers'> & { readonly wish: PeerWish };

/**
 * Reads the attributes of a player.
 *
 * @param fallback the gateway of players without a `src`
 * @param page what relative addresses are relative to
 * @returns undefined when they name nothing that can be played
 */
export function programmeOf(
  player: Pick<Element, 'getAttribute'>,
  fallback: URL,
  page: string,
): WantedProgramme | undefined {
  const gateway = gatewayOf(player.getAttribute('src'), fallback, page);
  const channel = player.getAttribute('channel') ?? '';
  const id = player.getAttribute('object') ?? '';
  const token = (): string | undefined => tokenOf(player.getAttribute('token'));
  if (gateway === undefined || (id === '' ? !isChannelName(channel) : !isObjectId(id))) {
    return undefined;
  }
  return {
    gateway,
    channel: id === '' ? channel : '',
    object: id === '' ? undefined : { id, token: token() },
    token,
    wish: peerWishOf(player.getAttribute('p2p')),
    maxUploadKbps: maxUploadOf(player.getAttribute('max-upload')),
    sharesTabs: sharesTabsOf(player.getAttribute('tabs')),
  };
}
