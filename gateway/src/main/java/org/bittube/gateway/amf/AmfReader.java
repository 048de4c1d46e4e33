package org.bittube.gateway.amf;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads AMF0. A number of elements that is claimed costs nothing before the elements are there; depth and count of values are limited.
 * Lenient where encoders are careless: an ECMA array's count is not believed, and objects may end with the input.
 */
public final class AmfReader {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_VALUES = 100_000;
    private static final int END_OF_OBJECT = 9;

    private final Buffer bytes;
    private int at;
    private int values;

    private AmfReader(Buffer bytes) {
        this.bytes = bytes;
    }

    /**
     * All values up to the end of the bytes.
     *
     * @throws AmfException when one of them is cut, of an unknown kind or too deep, or when they are too many
     */
    public static List<AmfValue> readAll(Buffer bytes) {
        AmfReader reader = new AmfReader(bytes);
        List<AmfValue> all = new ArrayList<>();
        while (reader.at < bytes.length()) {
            all.add(reader.value(0));
        }
        return all;
    }

    private AmfValue value(int depth) {
        if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
            throw new AmfException("too many values in one another or in all", at);
        }
        int marker = u8();
        return switch (marker) {
            case 0 -> AmfValue.of(number());
            case 1 -> AmfValue.of(u8() != 0);
            case 2 -> AmfValue.of(text(u16()));
            case 3 -> new AmfValue.Fields(false, fields(depth));
            case 5 -> AmfValue.NULL;
            case 6 -> AmfValue.UNDEFINED;
            case 8 -> {
                need(4);
                at += 4;
                yield new AmfValue.Fields(true, fields(depth));
            }
            case 10 -> strictArray(depth);
            case 11 -> {
                double millis = number();
                u16();
                yield new AmfValue.Date(millis);
            }
            case 12 -> AmfValue.of(text(u32()));
            default -> throw new AmfException("value of kind " + marker, at - 1);
        };
    }

    private Map<String, AmfValue> fields(int depth) {
        Map<String, AmfValue> fields = new LinkedHashMap<>();
        while (at < bytes.length()) {
            String name = text(u16());
            if (name.isEmpty()) {
                if (u8() != END_OF_OBJECT) {
                    throw new AmfException("field without a name", at - 1);
                }
                break;
            }
            fields.put(name, value(depth + 1));
        }
        return fields;
    }

    private AmfValue strictArray(int depth) {
        long count = u32();
        // Each element has a byte at least, so the list never outgrows what has arrived.
        if (count > bytes.length() - at) {
            throw new AmfException("array of " + count + " values, more than there are bytes", at);
        }
        List<AmfValue> elements = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            elements.add(value(depth + 1));
        }
        return new AmfValue.StrictArray(elements);
    }

    private double number() {
        need(8);
        double number = bytes.getDouble(at);
        at += 8;
        return number;
    }

    private String text(long length) {
        need(length);
        int end = at + (int) length;
        String text = bytes.getString(at, end, StandardCharsets.UTF_8.name());
        at = end;
        return text;
    }

    private int u8() {
        need(1);
        return bytes.getUnsignedByte(at++);
    }

    private int u16() {
        need(2);
        int number = bytes.getUnsignedShort(at);
        at += 2;
        return number;
    }

    private long u32() {
        need(4);
        long number = bytes.getUnsignedInt(at);
        at += 4;
        return number;
    }

    private void need(long count) {
        if (bytes.length() - at < count) {
            throw new AmfException("cut off", at);
        }
    }
}
