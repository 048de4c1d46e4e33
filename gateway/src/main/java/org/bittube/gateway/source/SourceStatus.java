package org.bittube.gateway.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot for the operator. Counters are totals since the start.
 *
 * @param sinceMillis when the state began, by the source's clock
 * @param lastError the newest trouble, in an operator's words; null when there was none. It stays after recovery.
 * @param tags tags handed on
 * @param bytes bytes read
 * @param resyncs times that damaged input made the reader look for the next plausible tag
 * @param repairs what was wrong with timestamps and was put right, how often; kinds that did not happen are absent
 * @param reconnects attempts after the first one
 * @param figures resolution, rates and distance of keyframes, as measured lately
 * @param videoCodec for people; null as long as none was seen
 * @param audioCodec for people; null as long as none was seen
 */
public record SourceStatus(
        SourceState state,
        long sinceMillis,
        @Nullable String lastError,
        long tags,
        long bytes,
        long resyncs,
        Map<RepairKind, Long> repairs,
        long reconnects,
        StreamFigures figures,
        @Nullable String videoCodec,
        @Nullable String audioCodec) {}
