package org.bittube.gateway.mp4;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.flv.TagType;
import org.jspecify.annotations.Nullable;

/** Reads {@code stsd} (ISO/IEC 14496-12 §8.5.2; QuickTime File Format, "Sample Description Atoms"): H.264 as avc1, AAC as mp4a. */
final class DescriptionReader {
    private static final int MAX_DESCRIPTIONS = 64;
    private static final int MAX_CONFIGURATION_BYTES = 4 << 10;
    private static final int LIST_HEAD_BYTES = 8;
    private static final int VIDEO_ENTRY_BYTES = 78;
    private static final int AUDIO_ENTRY_BYTES = 28;
    private static final int QUICKTIME_1_BYTES = 16;
    private static final int QUICKTIME_2_BYTES = 36;
    private static final int SELF_CONTAINED = 1;

    private final Window window;

    DescriptionReader(Window window) {
        this.window = window;
    }

    /**
     * The descriptions of one track.
     *
     * @throws Mp4Exception when one is of another codec
     */
    List<SampleDescription> read(Box minf, Box stbl, TagType type) throws IOException {
        Box list = Boxes.require(stbl, "stsd", window).atLeast(LIST_HEAD_BYTES);
        List<SampleDescription> descriptions = new ArrayList<>();
        Boxes entries = Boxes.in(list, LIST_HEAD_BYTES, window);
        for (Box entry = entries.next(); entry != null; entry = entries.next()) {
            if (descriptions.size() == MAX_DESCRIPTIONS) {
                throw list.damaged("has more than " + MAX_DESCRIPTIONS + " entries");
            }
            descriptions.add(type == TagType.VIDEO ? video(entry) : audio(entry));
            checkReference(minf, entry);
        }
        if (descriptions.isEmpty()) {
            throw list.damaged("is empty");
        }
        return descriptions;
    }

    private SampleDescription video(Box entry) throws IOException {
        if (!entry.is("avc1")) {
            throw refused(entry, "pictures", CodecNames.video(entry.name()), "H.264");
        }
        entry.atLeast(VIDEO_ENTRY_BYTES);
        Box box = find(Boxes.in(entry, VIDEO_ENTRY_BYTES, window), "avcC");
        if (box == null) {
            throw entry.damaged("has no 'avcC'");
        }
        byte[] configuration = copy(box.atLeast(7));
        if (configuration[0] != 1 || (configuration[5] & 0x1F) == 0) {
            throw box.damaged("is no configuration of H.264");
        }
        int lengthBytes = (configuration[4] & 3) + 1;
        if (lengthBytes != 4) {
            throw Mp4Exception.unsupported(
                    "has H.264 with lengths of " + lengthBytes + " bytes; only those of 4 are taken", box.start());
        }
        return SampleDescription.avc(configuration, window.u16(entry.body() + 24), window.u16(entry.body() + 26));
    }

    private SampleDescription audio(Box entry) throws IOException {
        if (!entry.is("mp4a")) {
            throw refused(entry, "sound", CodecNames.audio(entry.name()), "AAC");
        }
        int version = window.u16(entry.atLeast(AUDIO_ENTRY_BYTES).body() + 8);
        int head = AUDIO_ENTRY_BYTES + (version == 1 ? QUICKTIME_1_BYTES : version == 2 ? QUICKTIME_2_BYTES : 0);
        Box box = find(Boxes.in(entry, head, window), "esds");
        if (box == null) {
            Box wave = find(Boxes.in(entry, head, window), "wave");
            box = wave == null ? null : Boxes.find(wave, "esds", window);
        }
        if (box == null) {
            throw entry.damaged("has no 'esds'");
        }
        return SampleDescription.aac(EsDescriptor.audioConfiguration(copy(box.atLeast(4)), box));
    }

    /** Media in another file than this one cannot be had. */
    private void checkReference(Box minf, Box entry) throws IOException {
        int wanted = window.u16(entry.body() + 6);
        Box dinf = Boxes.find(minf, "dinf", window);
        Box list = dinf == null ? null : Boxes.find(dinf, "dref", window);
        if (list == null) {
            return;
        }
        Boxes references = Boxes.in(list, LIST_HEAD_BYTES, window);
        int number = 1;
        for (Box box = references.next(); box != null && number <= wanted; box = references.next()) {
            if (number == wanted && (window.u24(box.atLeast(4).body()) & SELF_CONTAINED) == 0) {
                throw Mp4Exception.unsupported("only points to media in another file", box.start());
            }
            number++;
        }
    }

    private static @Nullable Box find(Boxes boxes, String name) throws IOException {
        for (Box box = boxes.next(); box != null; box = boxes.next()) {
            if (box.is(name)) {
                return box;
            }
        }
        return null;
    }

    private byte[] copy(Box box) throws IOException {
        if (box.bodyBytes() > MAX_CONFIGURATION_BYTES) {
            throw box.damaged("is longer than any configuration");
        }
        return window.copy(box.body(), (int) box.bodyBytes());
    }

    private static Mp4Exception refused(Box entry, String what, String codec, String wanted) {
        boolean encrypted = entry.is("encv") || entry.is("enca");
        return Mp4Exception.unsupported(
                encrypted ? "is encrypted" : "has " + what + " in " + codec + "; only " + wanted + " is taken",
                entry.start());
    }
}
