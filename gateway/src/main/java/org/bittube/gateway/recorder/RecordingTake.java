package org.bittube.gateway.recorder;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One uninterrupted recording of one run of a stream: its files, each of which goes on where the one before it ends. Those that are not kept
 * any more leave it from the front. Confined to its event loop.
 */
final class RecordingTake {
    /** With a new one each minute, the last 16 hours. What is kept of each is an index of at most 64 KiB. */
    static final int MOST_FILES = 1_000;

    /** The oldest first. */
    private final List<RecordingFile> files = new ArrayList<>();

    /** The next file. */
    void add(RecordingFile file) {
        files.add(file);
        if (files.size() > MOST_FILES) {
            files.remove(0);
        }
    }

    /** The last one in which there is something to play; null before the first. */
    @Nullable
    RecordingFile newest() {
        for (int i = files.size() - 1; i >= 0; i--) {
            if (isPlayable(files.get(i))) {
                return files.get(i);
            }
        }
        return null;
    }

    /** Null when there is none of this id in which there is something to play. */
    @Nullable
    RecordingFile find(String id) {
        int at = indexOf(id);
        return at < 0 || !isPlayable(files.get(at)) ? null : files.get(at);
    }

    /** Those that lead without a gap to this one, the oldest first. */
    List<RecordingFile> before(RecordingFile file) {
        return files.subList(0, Math.max(0, files.indexOf(file)));
    }

    /** The file that goes on where this one ends; null when there is none, or when there is nothing in it yet. */
    @Nullable
    RecordingFile after(RecordingFile file) {
        RecordingFile follower = follower(file);
        return follower != null && isPlayable(follower) ? follower : null;
    }

    /** Whether nothing will be added to this file, and it is certain which one comes {@link #after} it. */
    boolean isOver(RecordingFile file) {
        RecordingFile follower = follower(file);
        return file.isWhole() && (follower == null || isPlayable(follower) || follower.isWhole());
    }

    /** This file is not kept any more; from those before it, nobody would get any farther. */
    void drop(String id) {
        files.subList(0, indexOf(id) + 1).clear();
    }

    private @Nullable RecordingFile follower(RecordingFile file) {
        int at = files.indexOf(file) + 1;
        return at > 0 && at < files.size() ? files.get(at) : null;
    }

    private int indexOf(String id) {
        for (int i = files.size() - 1; i >= 0; i--) {
            if (files.get(i).recording().id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isPlayable(RecordingFile file) {
        return file.index().hasKeyframe();
    }
}
