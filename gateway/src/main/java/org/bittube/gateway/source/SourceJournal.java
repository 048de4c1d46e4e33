package org.bittube.gateway.source;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Collects what a source has to say about itself. Safe for any thread: written on the event loop, read by whoever asks. */
final class SourceJournal {
    private final LongSupplier clockMillis;
    private SourceState state = SourceState.WAITING;
    private long sinceMillis;
    private @Nullable String lastError;
    private long tags;
    private long bytes;
    private long resyncs;
    private final Map<RepairKind, Long> repairs = new EnumMap<>(RepairKind.class);
    private long reconnects;
    private StreamFigures figures = StreamFigures.NONE;
    private @Nullable String videoCodec;
    private @Nullable String audioCodec;

    SourceJournal(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
        this.sinceMillis = clockMillis.getAsLong();
    }

    synchronized SourceStatus status() {
        return new SourceStatus(
                state,
                sinceMillis,
                lastError,
                tags,
                bytes,
                resyncs,
                Map.copyOf(repairs),
                reconnects,
                figures,
                videoCodec,
                audioCodec);
    }

    synchronized SourceState state() {
        return state;
    }

    /** For how long the state has held. */
    synchronized long inStateMillis() {
        return clockMillis.getAsLong() - sinceMillis;
    }

    synchronized void enter(SourceState next) {
        if (state != next) {
            state = next;
            sinceMillis = clockMillis.getAsLong();
        }
    }

    /** Enters a state because of trouble; answers whether the trouble is another one than the last. */
    synchronized boolean trouble(SourceState next, String error) {
        enter(next);
        boolean news = !error.equals(lastError);
        lastError = error;
        return news;
    }

    /** Trouble that changes nothing of what the source does. */
    synchronized void note(String error) {
        lastError = error;
    }

    synchronized void countReconnect() {
        reconnects++;
    }

    synchronized void countBytes(long count) {
        bytes += count;
    }

    synchronized void countTag() {
        tags++;
    }

    synchronized void countResyncs(long count) {
        resyncs += count;
    }

    synchronized void countRepair(RepairKind kind) {
        repairs.merge(kind, 1L, Long::sum);
    }

    synchronized void setFigures(StreamFigures latest) {
        figures = latest;
    }

    synchronized void setVideoCodec(String codec) {
        videoCodec = codec;
    }

    synchronized void setAudioCodec(String codec) {
        audioCodec = codec;
    }
}
