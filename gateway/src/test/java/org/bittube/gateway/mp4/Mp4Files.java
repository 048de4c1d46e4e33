package org.bittube.gateway.mp4;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of {@code testdata/mp4}, all made by ffmpeg from one picture and one sound, and what becomes of files. */
final class Mp4Files {
    private Mp4Files() {}

    static Path path(String name) {
        return Path.of(System.getProperty("bittube.testdata"), "mp4", name);
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Buffer remux(byte[] mp4) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SeekableByteChannel in = new BytesChannel(mp4)) {
            Mp4ToFlv.remux(in, Channels.newChannel(out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(out.toByteArray());
    }

    /** Where the body of the first box of that name begins, however deep it is. */
    static int bodyOf(byte[] mp4, String name) {
        int type = Box.type(name);
        Buffer buffer = Buffer.buffer(mp4);
        for (int i = 0; i + 4 <= mp4.length; i++) {
            if (buffer.getInt(i) == type) {
                return i + 4;
            }
        }
        throw new AssertionError("no " + name);
    }

    /** The file with other bytes at {@code offset} in the body of the first box of that name. */
    static byte[] altered(String file, String name, int offset, int... values) {
        byte[] bytes = bytes(file);
        int at = bodyOf(bytes, name) + offset;
        for (int value : values) {
            bytes[at++] = (byte) value;
        }
        return bytes;
    }
}
