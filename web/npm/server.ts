/** What a server gets that renders pages: there the elements are names in the markup, which come to life in the browser. */
export const BittubePlayer = undefined;
export const BittubeDownload = undefined;
