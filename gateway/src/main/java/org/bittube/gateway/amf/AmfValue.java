package org.bittube.gateway.amf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of AMF0 (specification of 2007, section 2). Those that script tags do not use are refused by the reader. */
public sealed interface AmfValue {
    /** Absent on purpose (section 2.7). */
    AmfValue NULL = new Nothing(5);

    /** Not there (section 2.8). */
    AmfValue UNDEFINED = new Nothing(6);

    static AmfValue of(double number) {
        return new Num(number);
    }

    static AmfValue of(boolean flag) {
        return new Flag(flag);
    }

    static AmfValue of(String text) {
        return new Text(text);
    }

    /** Section 2.2. */
    record Num(double value) implements AmfValue {}

    /** Section 2.3. */
    record Flag(boolean value) implements AmfValue {}

    /** Sections 2.4 and 2.14; the long form is written when it is needed. */
    record Text(String value) implements AmfValue {}

    /**
     * Sections 2.5 (anonymous object) and 2.10 (ECMA array).
     *
     * @param array whether it is written as an ECMA array
     * @param fields in the order in which they are written
     */
    record Fields(boolean array, Map<String, AmfValue> fields) implements AmfValue {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** Section 2.12. */
    record StrictArray(List<AmfValue> values) implements AmfValue {
        public StrictArray {
            values = List.copyOf(values);
        }
    }

    /**
     * Section 2.13.
     *
     * @param unixMillis since 1970, UTC; whole milliseconds as a floating-point number
     */
    record Date(double unixMillis) implements AmfValue {}

    /** {@link #NULL} or {@link #UNDEFINED}. */
    record Nothing(int marker) implements AmfValue {}
}
