import type { PlayoutEnvironment } from './environment.js';
import { freezePicture } from './frozen-picture.js';
import { LivePlayout } from './live-playout.js';
import type { LivePlayoutListener } from './live-playout.js';
import { openMpegtsPlayer } from './mpegts-player.js';

/** A playout on the page's video element with mpegts.js. */
export function browserPlayout(
  video: HTMLVideoElement,
  environment: PlayoutEnvironment,
  listener: LivePlayoutListener,
  options: { readonly autoplay: boolean },
): LivePlayout {
  return new LivePlayout(video, {
    environment,
    openPlayer: openMpegtsPlayer,
    listener,
    autoplay: options.autoplay,
    freezePicture,
  });
}
