import { askEarly, askEarlyForObject } from '../player/ask-early.js';
import { channelFromPath } from '../player/names.js';
import { objectFromAddress } from './object-address.js';
import { GATEWAY } from './page-parts.js';
import { tokenOfPage } from './page-token.js';

// First and small on the pages that play a channel or a video as soon as they can.
const channel = channelFromPath(location.pathname);
const object = objectFromAddress(location);
if (channel !== undefined) {
  askEarly(channel, GATEWAY, tokenOfPage());
} else if (object !== undefined) {
  askEarlyForObject({ gatewayUrl: GATEWAY.href, ...object });
}
