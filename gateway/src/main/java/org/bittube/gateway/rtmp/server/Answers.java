package org.bittube.gateway.rtmp.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bittube.gateway.amf.AmfValue;
import org.bittube.gateway.rtmp.command.Command;

/** The commands that a server says (RTMP 1.0 section 7.2). */
final class Answers {
    /** Enhanced RTMP v2, "Enhancing NetConnection connect Command": what comes in this codec is handed on. */
    private static final double CAN_FORWARD = 4;

    private Answers() {}

    static Command connected(double transaction) {
        AmfValue forwarded = fields(Map.of("*", AmfValue.of(CAN_FORWARD)));
        Map<String, AmfValue> properties = new LinkedHashMap<>();
        properties.put("fmsVer", AmfValue.of("FMS/3,5,7,7009"));
        properties.put("capabilities", AmfValue.of(31));
        properties.put("mode", AmfValue.of(1));
        Map<String, AmfValue> information =
                information("status", "NetConnection.Connect.Success", "Connection succeeded.");
        // AMF0 whatever was asked for: encoders that would like AMF3 fall back.
        information.put("objectEncoding", AmfValue.of(0));
        information.put("videoFourCcInfoMap", forwarded);
        information.put("audioFourCcInfoMap", forwarded);
        return new Command("_result", transaction, fields(properties), fields(information));
    }

    static Command notConnected(double transaction, String words) {
        return new Command(
                "_error",
                transaction,
                AmfValue.NULL,
                fields(information("error", "NetConnection.Connect.Rejected", words)));
    }

    static Command done(double transaction, AmfValue result) {
        return new Command("_result", transaction, AmfValue.NULL, result);
    }

    static Command unknown(double transaction) {
        return new Command(
                "_error",
                transaction,
                AmfValue.NULL,
                fields(information("error", "NetConnection.Call.Failed", "There is no such method here.")));
    }

    static Command status(String level, String code, String words) {
        return new Command("onStatus", 0, AmfValue.NULL, fields(information(level, code, words)));
    }

    static Command announced(String stream) {
        Map<String, AmfValue> information = new LinkedHashMap<>();
        information.put("code", AmfValue.of("NetStream.Publish.Start"));
        information.put("description", AmfValue.of(stream));
        return new Command("onFCPublish", 0, AmfValue.NULL, fields(information));
    }

    private static Map<String, AmfValue> information(String level, String code, String words) {
        Map<String, AmfValue> information = new LinkedHashMap<>();
        information.put("level", AmfValue.of(level));
        information.put("code", AmfValue.of(code));
        information.put("description", AmfValue.of(words));
        return information;
    }

    private static AmfValue fields(Map<String, AmfValue> fields) {
        return new AmfValue.Fields(false, fields);
    }
}
