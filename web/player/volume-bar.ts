/**
 * Has a viewer set how loud `video` is. What is muted stands at 0, and moving the bar brings the sound.
 * @param bar a range input from 0 to 1
 */
export function connectVolume(bar: HTMLInputElement, video: HTMLVideoElement): void {
  const show = (): void => {
    const shown = video.muted ? 0 : video.volume;
    bar.value = String(shown);
    bar.ariaValueText = `${Math.round(shown * 100)} %`;
    bar.style.setProperty('--volume', String(shown));
  };
  bar.addEventListener('input', () => {
    const wanted = bar.valueAsNumber;
    video.volume = wanted;
    if (wanted > 0) video.muted = false;
    // iPads leave the volume to their own buttons: what was set is as it was.
    bar.hidden = Math.abs(video.volume - wanted) > 0.01;
    show();
  });
  video.addEventListener('volumechange', show);
  show();
}
