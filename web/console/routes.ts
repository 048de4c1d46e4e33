import { isChannelName } from '../player/names.js';

/** A page of the console. */
export type Route =
  | { readonly page: 'overview' | 'channels' | 'new-channel' | 'library' | 'log' | 'unknown' }
  | { readonly page: 'channel' | 'edit-channel'; readonly channel: string };

const PLAIN = ['channels', 'new-channel', 'library', 'log'] as const;

/** The page that an address names: `/console`, `/console/channels/news`, `/console/channels/news/edit` … */
export function routeOf(pathname: string): Route {
  const [, first, second, third, ...rest] = pathname.replace(/\/$/, '').split('/').slice(1).map(decoded);
  if (first === undefined) {
    return { page: 'overview' };
  }
  const plain = PLAIN.find((page) => page === first);
  if (plain !== undefined && second === undefined) {
    return { page: plain };
  }
  if (first === 'channels' && second !== undefined && isChannelName(second) && rest.length === 0) {
    if (third === undefined) {
      return { page: 'channel', channel: second };
    }
    if (third === 'edit') {
      return { page: 'edit-channel', channel: second };
    }
  }
  return { page: 'unknown' };
}

/** The address of a page, below the gateway's own. */
export function addressOf(route: Route): string {
  switch (route.page) {
    case 'overview':
    case 'unknown':
      return '/console';
    case 'channel':
      return `/console/channels/${encodeURIComponent(route.channel)}`;
    case 'edit-channel':
      return `/console/channels/${encodeURIComponent(route.channel)}/edit`;
    case 'channels':
    case 'new-channel':
    case 'library':
    case 'log':
      return `/console/${route.page}`;
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '%'; // no name of anything
  }
}
