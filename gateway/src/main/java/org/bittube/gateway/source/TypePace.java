package org.bittube.gateway.source;

import java.util.EnumMap;
import java.util.Map;
import org.bittube.gateway.flv.TagType;

/** Where one type's tags have got to, and how far apart they are. Pure. */
final class TypePace {
    /** No tag of the type yet. */
    static final long NONE = -1;

    private final long defaultStepMillis;
    private long lastMillis = NONE;
    private long stepMillis;

    TypePace(long defaultStepMillis) {
        this.defaultStepMillis = defaultStepMillis;
        this.stepMillis = defaultStepMillis;
    }

    static Map<TagType, TypePace> ofEachType(long defaultStepMillis) {
        Map<TagType, TypePace> paces = new EnumMap<>(TagType.class);
        for (TagType type : TagType.values()) {
            paces.put(type, new TypePace(defaultStepMillis));
        }
        return paces;
    }

    void reset() {
        lastMillis = NONE;
        stepMillis = defaultStepMillis;
    }

    void moveTo(long millis) {
        if (lastMillis != NONE && millis > lastMillis) {
            stepMillis = millis - lastMillis;
        }
        lastMillis = millis;
    }

    boolean isNew() {
        return lastMillis == NONE;
    }

    /** The last timestamp, {@link #NONE} when there is none. */
    long lastMillis() {
        return lastMillis;
    }

    /** The last step forward. */
    long stepMillis() {
        return stepMillis;
    }
}
