package org.bittube.gateway.source;

import org.bittube.gateway.flv.AudioHeader;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;
import org.bittube.gateway.flv.VideoHeader;

/**
 * The last stretch of every source: track filter, keyframe gate, timestamp repair, then the listener. Confined to its event loop.
 */
final class SourceOutput {
    private final SourceListener listener;
    private final SourceJournal journal;
    private final TrackFilter filter = new TrackFilter();
    private final KeyframeGate gate = new KeyframeGate();
    private final TimestampRepair repair;
    private final StreamMeter meter;
    private boolean running;
    private boolean interrupted;

    SourceOutput(SourceListener listener, SourceJournal journal) {
        this.listener = listener;
        this.journal = journal;
        this.repair = new TimestampRepair(journal::countRepair);
        this.meter = new StreamMeter(journal::setFigures);
    }

    /** The next tag belongs to a new run; told to the listener together with that tag. */
    void newEpoch() {
        running = false;
        interrupted = false;
        gate.reset();
        repair.reset();
        meter.reset();
    }

    /** The next tag comes after an interruption; told to the listener together with the first that passes the gate. */
    void interruption() {
        if (running) {
            interrupted = true;
            gate.close();
            repair.discontinuity();
        }
    }

    /** Other timestamps follow, and no picture is missing. */
    void discontinuity() {
        repair.discontinuity();
    }

    /** The run begins or goes on in the middle: frames wait for a keyframe. */
    void awaitKeyframe() {
        gate.close();
    }

    void tag(FlvTag raw) {
        FlvTag single = filter.apply(raw);
        if (single == null || !gate.lets(single)) {
            return;
        }
        if (!running) {
            running = true;
            listener.onEpoch();
        } else if (interrupted) {
            listener.onDiscontinuity();
        }
        interrupted = false;
        FlvTag tag = repair.apply(single);
        noteCodec(tag);
        meter.tag(tag);
        journal.countTag();
        listener.onTag(tag);
    }

    private void noteCodec(FlvTag tag) {
        if (tag.type() == TagType.VIDEO) {
            VideoHeader header = VideoHeader.parse(tag.body());
            if (header.isSequenceHeader() || header.isKeyframe()) {
                journal.setVideoCodec(header.codec());
            }
        } else if (tag.type() == TagType.AUDIO) {
            journal.setAudioCodec(AudioHeader.parse(tag.body()).codec());
        }
    }
}
