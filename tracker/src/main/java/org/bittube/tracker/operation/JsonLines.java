package org.bittube.tracker.operation;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.MessageFormatter;

/**
 * Log lines as JSON, an object a line: {@code time} (RFC 3339, UTC), {@code level}, {@code logger}, {@code message}, then the fields that stand in the
 * message's template as {@code name={}}, and, with an exception, {@code error} and {@code stack}. So whatever a value holds, it stays one value.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final Pattern PLACE = Pattern.compile("(?:\\s?\\b([A-Za-z]\\w*)=)?\\{}");
    private static final Set<String> OWN = Set.of("time", "level", "logger", "message", "error", "stack");
    private static final byte[] NOTHING = {};

    /** From now on, lines on the console are of this form. */
    public static void use() {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            Iterator<Appender<ILoggingEvent>> appenders = root.iteratorForAppenders();
            while (appenders.hasNext()) {
                if (appenders.next() instanceof ConsoleAppender<ILoggingEvent> console) {
                    JsonLines lines = new JsonLines();
                    lines.setContext(root.getLoggerContext());
                    lines.start();
                    console.setEncoder(lines);
                }
            }
        }
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString())
                .put("level", event.getLevel().toString())
                .put("logger", event.getLoggerName())
                .put("message", "");
        line.put("message", withFields(line, event));
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                put(line, pair.key, pair.value);
            }
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.put("error", thrown.getClassName() + ": " + thrown.getMessage());
            line.put("stack", ThrowableProxyUtil.asString(thrown));
        }
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Puts the fields into the line; returns what else the message says. */
    private static String withFields(ObjectNode line, ILoggingEvent event) {
        Object[] values = event.getArgumentArray() == null ? new Object[0] : event.getArgumentArray();
        StringBuilder rest = new StringBuilder();
        Object[] restValues = new Object[values.length];
        int restCount = 0;
        int at = 0;
        int next = 0;
        String template = String.valueOf(event.getMessage());
        Matcher place = PLACE.matcher(template);
        while (place.find() && next < values.length) {
            rest.append(template, at, place.start());
            at = place.end();
            if (place.group(1) == null) {
                rest.append(place.group());
                restValues[restCount++] = values[next++];
            } else {
                put(line, place.group(1), values[next++]);
            }
        }
        rest.append(template, at, template.length());
        return String.valueOf(MessageFormatter.arrayFormat(rest.toString(), restValues)
                        .getMessage())
                .strip();
    }

    private static void put(ObjectNode line, String name, @Nullable Object value) {
        String field = OWN.contains(name) ? name + "_" : name;
        if (value instanceof Integer || value instanceof Long || value instanceof Short) {
            line.put(field, ((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            line.put(field, flag);
        } else {
            line.put(field, String.valueOf(value));
        }
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
