const PERIOD_MILLIS = 60;
/** What a quiet room has, dB below full scale. */
const QUIET_DECIBELS = -60;

/** Tells how loud a stream is, 0 … 1 (0: 60 dB below the loudest), some times a second. @returns what ends it */
export function watchLevel(stream: MediaStream, onLevel: (level: number) => void): () => void {
  if (stream.getAudioTracks().length === 0) {
    onLevel(0);
    return () => undefined;
  }
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1_024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    const decibels = 20 * Math.log10(Math.max(loudest, 1e-6));
    onLevel(Math.max(0, Math.min(1, 1 - decibels / QUIET_DECIBELS)));
  }, PERIOD_MILLIS);
  return () => {
    clearInterval(timer);
    onLevel(0);
    void context.close();
  };
}
