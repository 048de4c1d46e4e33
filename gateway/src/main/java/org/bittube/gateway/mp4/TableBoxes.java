package org.bittube.gateway.mp4;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one track outside of fragments (ISO/IEC 14496-12 §8.5 to §8.7), as they stand in the file.
 *
 * @param times {@code stts}
 * @param compositions {@code ctts}; null: shown when decoded
 * @param sizes {@code stsz} or {@code stz2}
 * @param chunks {@code stsc}
 * @param offsets {@code stco} or {@code co64}
 * @param syncs {@code stss}; null: every sample is one
 */
record TableBoxes(
        Box times,
        @Nullable Box compositions,
        Box sizes,
        Box chunks,
        Box offsets,
        @Nullable Box syncs) {

    /** @throws Mp4Exception when one is missing */
    static TableBoxes of(Box stbl, Window window) throws IOException {
        Box sizes = Boxes.find(stbl, "stsz", window);
        Box offsets = Boxes.find(stbl, "co64", window);
        return new TableBoxes(
                Boxes.require(stbl, "stts", window),
                Boxes.find(stbl, "ctts", window),
                sizes == null ? Boxes.require(stbl, "stz2", window) : sizes,
                Boxes.require(stbl, "stsc", window),
                offsets == null ? Boxes.require(stbl, "stco", window) : offsets,
                Boxes.find(stbl, "stss", window));
    }
}
