package org.bittube.gateway.source;

/**
 * What a stream is like, measured by its timestamps over some seconds; 0 where it is not known (yet).
 *
 * @param width of the pictures in pixels; told for H.264 and H.265
 * @param height of the pictures in pixels
 * @param framesPerSecond rounded to a hundredth
 * @param bitsPerSecond of sound, pictures and all else
 * @param keyframeMillis from the last keyframe but one to the last
 */
public record StreamFigures(int width, int height, double framesPerSecond, long bitsPerSecond, long keyframeMillis) {
    /** Before the first tag. */
    public static final StreamFigures NONE = new StreamFigures(0, 0, 0, 0, 0);
}
