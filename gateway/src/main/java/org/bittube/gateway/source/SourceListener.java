package org.bittube.gateway.source;

import org.bittube.gateway.flv.FlvTag;

/** Takes what a source delivers, on the event loop on which the source was started. Must not block. */
public interface SourceListener {
    /** A new run begins: timestamps start at 0 again. Comes before the first tag; the channel picks the epoch by its clock. */
    void onEpoch();

    /** The next tag: single-track, its timestamp in milliseconds of this run and never going back within a type. */
    void onTag(FlvTag tag);

    /** The source was interrupted; the same run goes on, with sequence headers or a keyframe next. */
    void onDiscontinuity();
}
