package org.bittube.gateway.mp4;

import java.io.IOException;
import java.util.List;
import org.bittube.gateway.flv.TagType;
import org.jspecify.annotations.Nullable;

/**
 * One track that can be turned into FLV.
 *
 * @param enabled whether players show it unasked
 * @param timescale units a second of its times
 * @param tables of the samples outside of fragments
 * @param fragments what holds for its samples in fragments; null: there are none
 */
record Track(
        long id,
        TagType type,
        boolean enabled,
        long timescale,
        EditList edit,
        List<SampleDescription> descriptions,
        TableBoxes tables,
        @Nullable FragmentDefaults fragments) {

    /** From the first sample on. */
    SampleCursor samples(Window file) throws IOException {
        SampleCursor inTables = new TableSamples(tables, file);
        return fragments == null ? inTables : SampleCursor.chain(inTables, new FragmentSamples(id, fragments, file));
    }

    /** @throws Mp4Exception when it needs one that is not there */
    SampleDescription description(Sample sample) {
        int number = sample.description();
        if (number < 1 || number > descriptions.size()) {
            throw Mp4Exception.damaged(
                    "is damaged: media without a description (number " + number + ")", sample.offset());
        }
        return descriptions.get(number - 1);
    }

    /** Milliseconds of a time in the media, as the edit list places it. */
    long millis(long mediaTime) {
        return Math.floorDiv((mediaTime - edit.mediaTime()) * 1000 + timescale / 2, timescale) + edit.delayMillis();
    }
}
