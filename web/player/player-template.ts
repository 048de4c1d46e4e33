const ICON = {
  play: '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 4.5v15a.8.8 0 0 0 1.2.7l12.2-7.5a.8.8 0 0 0 0-1.4L8.2 3.8A.8.8 0 0 0 7 4.5z"/></svg>',
  stop: '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6h12v12H6z"/></svg>',
  sound:
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3 9v6h4l6 5V4L7 9zm13-1.6v9.2a5 5 0 0 0 0-9.2z"/></svg>',
};

/**
 * What stands in the player's shadow root, without words: those come with the language. Time and seek bar are the player's
 * own: where the picture stands only its session knows. The media-chrome elements come to life later (controls.ts). Their
 * hotkeys are off, because they end at the controller's border; the player's own reach everything in it.
 */
export const PLAYER_HTML = `
<media-controller part="controller" nodefaultstore nohotkeys>
  <video slot="media" part="video" playsinline disableremoteplayback></video>
  <div slot="top-chrome" class="top">
    <button type="button" class="sharing" part="overlay" aria-expanded="false" aria-controls="details" hidden></button>
  </div>
  <div class="seek" role="slider" tabindex="0" aria-valuemin="0" part="seek">
    <div class="track"></div><div class="knob"></div><span class="tip" aria-hidden="true"></span>
  </div>
  <media-control-bar part="controls">
    <media-play-button notooltip></media-play-button>
    <button type="button" class="bar-button stop">${ICON.stop}</button>
    <media-mute-button notooltip></media-mute-button>
    <input type="range" class="volume" part="volume" min="0" max="1" step="0.05">
    <span class="time" part="time"></span>
    <span class="spacer"></span>
    <button type="button" class="bar-button live" part="live"></button>
    <media-pip-button notooltip></media-pip-button>
    <media-fullscreen-button notooltip></media-fullscreen-button>
  </media-control-bar>
</media-controller>
<div class="screen" part="screen">
  <button type="button" class="big-play" part="big-play" hidden>${ICON.play}</button>
  <span class="busy" hidden></span>
  <p class="title" role="status"></p>
  <p class="advice"></p>
</div>
<button type="button" class="tap-for-sound" part="tap-for-sound" hidden>${ICON.sound}<span></span></button>
<p class="notice" part="notice" role="status"></p>
<section class="consent" part="consent" aria-live="polite" hidden></section>
<section class="details" id="details" part="details" hidden></section>
`;
