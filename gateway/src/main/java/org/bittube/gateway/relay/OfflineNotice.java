package org.bittube.gateway.relay;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.amf.AmfWriter;
import org.bittube.gateway.flv.FlvTag;
import org.bittube.gateway.flv.TagType;

/** What tells a plain FLV player that nothing comes for now: the status that RTMP servers send for it, in a script tag. */
final class OfflineNotice {
    private OfflineNotice() {}

    static FlvTag tag(long timestampMillis) {
        Map<String, AmfValue> status = new LinkedHashMap<>();
        status.put("level", AmfValue.of("status"));
        status.put("code", AmfValue.of("NetStream.Play.UnpublishNotify"));
        AmfValue fields = new AmfValue.Fields(false, status);
        return new FlvTag(TagType.SCRIPT, timestampMillis, AmfWriter.encode(AmfValue.of("onStatus"), fields));
    }
}
