import { askEarly } from '../player/ask-early.js';
import { channelFromPath } from '../player/names.js';
import { GATEWAY } from './page-parts.js';

// First and small on the pages that play a channel as soon as they can.
const channel = channelFromPath(location.pathname);
if (channel !== undefined) {
  askEarly(channel, GATEWAY);
}
