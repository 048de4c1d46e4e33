import { BittubeDownload } from './bittube-download.js';

// This module stands in assets/, one level below the gateway's base: wherever it was loaded from, that is the gateway.
BittubeDownload.register(new URL('../', import.meta.url));
