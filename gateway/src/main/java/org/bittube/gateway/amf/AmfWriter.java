package org.bittube.gateway.amf;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes AMF0. */
public final class AmfWriter {
    private static final int LONGEST_SHORT_TEXT = 0xFFFF;

    private AmfWriter() {}

    /** The values one behind the other, as they stand in the body of a script tag. */
    public static Buffer encode(AmfValue... values) {
        Buffer out = Buffer.buffer();
        for (AmfValue value : values) {
            append(value, out);
        }
        return out;
    }

    private static void append(AmfValue value, Buffer out) {
        if (value instanceof AmfValue.Num number) {
            out.appendByte((byte) 0).appendDouble(number.value());
        } else if (value instanceof AmfValue.Flag flag) {
            out.appendByte((byte) 1).appendByte((byte) (flag.value() ? 1 : 0));
        } else if (value instanceof AmfValue.Text text) {
            appendText(text.value().getBytes(StandardCharsets.UTF_8), out);
        } else if (value instanceof AmfValue.Fields fields) {
            appendFields(fields, out);
        } else if (value instanceof AmfValue.StrictArray array) {
            out.appendByte((byte) 10).appendInt(array.values().size());
            array.values().forEach(one -> append(one, out));
        } else if (value instanceof AmfValue.Date date) {
            out.appendByte((byte) 11).appendDouble(date.unixMillis()).appendShort((short) 0);
        } else if (value instanceof AmfValue.Nothing nothing) {
            out.appendByte((byte) nothing.marker());
        }
    }

    private static void appendText(byte[] text, Buffer out) {
        if (text.length <= LONGEST_SHORT_TEXT) {
            out.appendByte((byte) 2).appendUnsignedShort(text.length).appendBytes(text);
        } else {
            out.appendByte((byte) 12).appendInt(text.length).appendBytes(text);
        }
    }

    private static void appendFields(AmfValue.Fields fields, Buffer out) {
        if (fields.array()) {
            out.appendByte((byte) 8).appendInt(fields.fields().size());
        } else {
            out.appendByte((byte) 3);
        }
        for (Map.Entry<String, AmfValue> field : fields.fields().entrySet()) {
            byte[] name = field.getKey().getBytes(StandardCharsets.UTF_8);
            if (name.length == 0 || name.length > LONGEST_SHORT_TEXT) {
                throw new IllegalArgumentException("a field's name has 1 to 65535 bytes, not " + name.length);
            }
            out.appendUnsignedShort(name.length).appendBytes(name);
            append(field.getValue(), out);
        }
        out.appendMedium(9);
    }
}
