import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { BittubeDownload, DoneDetail, DownloadDetail } from '../download/bittube-download.js';
import type { BittubePlayer, PlayerEventMap } from '../player/bittube-player.js';
import type { MediaEvent } from '../player/player-events.js';

/** What the elements have in common. React 19 hands events to props that are named as they are: `onstats`, not `onStats`. */
interface Shared {
  /** The gateway's base URL. */
  src?: string | undefined;
  token?: string | undefined;
  /** kbit/s */
  'max-upload'?: number | string | undefined;
}

type PlayerEvents = {
  [Name in MediaEvent | 'error' | 'stats' as `on${Name}`]?: ((event: PlayerEventMap[Name]) => void) | undefined;
};

/** Attributes of `<bittube-player>` in JSX. */
export interface BittubePlayerProps extends Shared, PlayerEvents, HTMLAttributes<BittubePlayer> {
  channel?: string | undefined;
  object?: string | undefined;
  autoplay?: boolean | undefined;
  muted?: boolean | undefined;
  poster?: string | undefined;
  controls?: 'on' | 'off' | undefined;
  p2p?: 'on' | 'off' | 'download-only' | 'ask' | undefined;
  tabs?: 'on' | 'off' | undefined;
  stats?: boolean | undefined;
}

/** Attributes of `<bittube-download>` in JSX. */
export interface BittubeDownloadProps extends Shared, HTMLAttributes<BittubeDownload> {
  object?: string | undefined;
  p2p?: 'on' | 'off' | 'download-only' | undefined;
  onprogress?: ((event: CustomEvent<DownloadDetail>) => void) | undefined;
  ondone?: ((event: CustomEvent<DoneDetail>) => void) | undefined;
}

/** What JSX takes, `ref` and `key` included. */
export type BittubePlayerElement = DetailedHTMLProps<BittubePlayerProps, BittubePlayer>;
export type BittubeDownloadElement = DetailedHTMLProps<BittubeDownloadProps, BittubeDownload>;

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- React's types name it so
  namespace JSX {
    interface IntrinsicElements {
      'bittube-player': BittubePlayerElement;
      'bittube-download': BittubeDownloadElement;
    }
  }
}
