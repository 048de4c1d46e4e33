import { BittubeDownload } from '../download/bittube-download.js';

// As of the player: without `src` it is the site on whose page it stands.
BittubeDownload.register(new URL('/', location.href));

export { BittubeDownload };
export type { DoneDetail, DownloadDetail } from '../download/bittube-download.js';
