package org.bittube.gateway.nal;

/**
 * What a sequence parameter set says of the pictures.
 *
 * @param width in pixels, after cropping
 * @param height in pixels, after cropping
 * @param chroma 0 grey, 1 4:2:0, 2 4:2:2, 3 4:4:4
 * @param lumaBits of a sample
 * @param chromaBits of a sample
 */
public record PictureFormat(int width, int height, int chroma, int lumaBits, int chromaBits) {
    private static final int MOST_PIXELS = 65_536;

    boolean isPlausible() {
        return width > 0
                && width <= MOST_PIXELS
                && height > 0
                && height <= MOST_PIXELS
                && chroma >= 0
                && chroma <= 3
                && lumaBits >= 8
                && lumaBits <= 15
                && chromaBits >= 8
                && chromaBits <= 15;
    }
}
