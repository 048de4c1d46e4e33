/** What a page that plays tells of itself; the peer figures are 0 in a page without BitTube. */
export interface PlayerLook {
  readonly currentTime: number;
  readonly playbackRate: number;
  /** Frames handed to the screen and frames that came too late for it, since the player began. */
  readonly frames: number;
  readonly droppedFrames: number;
  readonly visible: boolean;
  readonly neighbours: number;
  readonly fromPeersBytes: number;
  readonly fromServerBytes: number;
  readonly toPeersBytes: number;
  readonly stalls: number;
  readonly lagMillis: number;
}

/** An expression of the page; its value is a {@link PlayerLook}. */
export const LOOK_AT_PLAYER = `(() => {
  const player = document.querySelector('bittube-player');
  const video = player?.shadowRoot?.querySelector('video') ?? document.querySelector('video');
  const quality = video?.getVideoPlaybackQuality();
  const stats = player?.stats;
  return {
    currentTime: video?.currentTime ?? 0,
    playbackRate: video?.playbackRate ?? 1,
    frames: quality?.totalVideoFrames ?? 0,
    droppedFrames: quality?.droppedVideoFrames ?? 0,
    visible: document.visibilityState === 'visible',
    neighbours: stats?.neighbours ?? 0,
    fromPeersBytes: stats?.fromPeersBytes ?? 0,
    fromServerBytes: (stats?.fromFeedBytes ?? 0) + (stats?.fromHttpBytes ?? 0),
    toPeersBytes: stats?.toPeersBytes ?? 0,
    stalls: stats?.stalls ?? 0,
    lagMillis: stats?.lagMillis ?? 0,
  };
})()`;
