package org.bittube.gateway.console;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.bittube.db.objects.ObjectRecord;
import org.bittube.gateway.channel.Channel;
import org.bittube.gateway.channel.ChannelListener;
import org.bittube.gateway.library.LibraryListener;
import org.bittube.gateway.library.Visibility;
import org.bittube.gateway.publish.RefusalListener;
import org.bittube.gateway.recorder.RecorderStatus;
import org.bittube.gateway.source.SourceStatus;
import org.jspecify.annotations.Nullable;

/** Puts what becomes of channels, recordings, objects and publishers into words for the log. Confined to its event loop. */
public final class Happenings implements ChannelListener, LibraryListener, RefusalListener {
    private final OperatorLog log;
    private final Events events;
    private final LiveFigures figures;
    private final Map<String, Look> looks = new HashMap<>();

    /** What of a channel changes by itself, as it was at the last look. */
    private record Look(boolean offline, RecorderStatus.State recording) {}

    /** @param figures forget channels that are no more */
    public Happenings(OperatorLog log, Events events, LiveFigures figures) {
        this.log = log;
        this.events = events;
        this.figures = figures;
    }

    @Override
    public void created(Channel channel) {
        log.add(LogKind.CHANNEL_CREATED, channel.name(), "The channel was made.");
    }

    @Override
    public void started(Channel channel) {
        log.add(LogKind.STARTED, channel.name(), "The channel was started.");
    }

    @Override
    public void stopped(Channel channel) {
        log.add(LogKind.STOPPED, channel.name(), "The channel was stopped.");
    }

    @Override
    public void removed(String name) {
        looks.remove(name);
        figures.forget(name);
        log.add(LogKind.CHANNEL_REMOVED, name, "The channel was deleted.");
    }

    /** Looks what changed by itself since the last time. */
    public void look(Collection<Channel> channels) {
        for (Channel channel : channels) {
            RecorderStatus recorder = channel.recorder().status();
            Look now = new Look(channel.offlineSince().isPresent(), recorder.state());
            Look before = Objects.requireNonNullElse(
                    looks.put(channel.name(), now), new Look(false, RecorderStatus.State.OFF));
            if (now.offline() && !before.offline()) {
                log.add(LogKind.SOURCE_LOST, channel.name(), lost(channel.sourceStatus()));
            } else if (before.offline() && !now.offline() && channel.running()) {
                log.add(LogKind.SOURCE_BACK, channel.name(), "The stream comes again.");
            }
            if (now.recording() != before.recording()) {
                recording(channel.name(), before.recording(), recorder);
            }
        }
    }

    @Override
    public void added(ObjectRecord object) {
        log.add(LogKind.OBJECT_ADDED, null, "\"" + object.title() + "\" is in the library" + seenBy(object) + ".");
        events.tell("objects", "{}");
    }

    @Override
    public void changed(ObjectRecord object) {
        events.tell("objects", "{}");
    }

    @Override
    public void removed(ObjectRecord object) {
        log.add(LogKind.OBJECT_REMOVED, null, "\"" + object.title() + "\" was deleted from the library.");
        events.tell("objects", "{}");
    }

    @Override
    public void refused(@Nullable String channel, String from, String words) {
        log.add(LogKind.PUBLISHER_REFUSED, channel, "An encoder at " + from + " was refused: " + words);
    }

    private void recording(String channel, RecorderStatus.State before, RecorderStatus now) {
        switch (now.state()) {
            case RECORDING -> log.add(LogKind.RECORDING_STARTED, channel, "The channel is being recorded.");
            case FAILED ->
                log.add(
                        LogKind.RECORDING_FAILED,
                        channel,
                        Objects.requireNonNullElse(now.lastError(), "The recording ended."));
            case OFF -> {
                if (before == RecorderStatus.State.RECORDING) {
                    log.add(LogKind.RECORDING_STOPPED, channel, "The recording ended.");
                }
            }
        }
    }

    private static String lost(@Nullable SourceStatus source) {
        String why = source == null ? null : source.lastError();
        return why == null
                ? "Nothing comes from the source any more: check the encoder."
                : "The source is lost: " + why;
    }

    private static String seenBy(ObjectRecord object) {
        return object.visibility().equals(Visibility.PUBLIC.text()) ? ", for everybody" : "";
    }
}
