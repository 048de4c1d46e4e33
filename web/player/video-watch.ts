/** What happens to a video element, in the player's terms. */
export interface VideoWatchListener {
  /** Size and tracks of the picture are known. */
  onMetadata(): void;
  /** There is something to play. */
  onReady(): void;
  onPlay(): void;
  /** Paused by the viewer, a media key or the system. */
  onPause(): void;
  /** The picture moves; told again and again. */
  onPicture(): void;
  /** Nothing is left to play; told again and again. */
  onDry(): void;
  onVolume(): void;
}

/** Tells a listener what a video element's events mean, for as long as the element lives. */
export function watchVideo(video: HTMLVideoElement, listener: VideoWatchListener): void {
  video.addEventListener('loadedmetadata', () => listener.onMetadata());
  video.addEventListener('canplay', () => listener.onReady());
  // Told later than it happens: whoever pauses and plays at once has not paused.
  video.addEventListener('play', () => {
    if (!video.paused) {
      listener.onPlay();
    }
  });
  video.addEventListener('pause', () => {
    // An exchange of the source pauses too (then nothing is there yet), as does its end: neither is the viewer's wish.
    if (video.paused && !video.ended && video.readyState !== HTMLMediaElement.HAVE_NOTHING) {
      listener.onPause();
    }
  });
  video.addEventListener('playing', () => listener.onPicture());
  video.addEventListener('timeupdate', () => {
    if (!video.paused && video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) {
      listener.onPicture();
    }
  });
  video.addEventListener('waiting', () => listener.onDry());
  video.addEventListener('volumechange', () => listener.onVolume());
}
