package org.bittube.gateway.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.bittube.gateway.mp4.Mp4Exception;
import org.bittube.gateway.mp4.Mp4ToFlv;
import org.bittube.gateway.object.Descriptor;

/**
 * What an MP4 file becomes on its way into the library: FLV, which the player plays. What cannot be turned stays as it is, to be
 * downloaded.
 *
 * @param name of the file now
 * @param note why it was not turned, in a sentence; empty when there is nothing to say
 */
record Mp4Step(String name, String note) {
    private static final String REMUXED = "remuxed";
    private static final String FLV = ".flv";

    /** Turns the {@code content} of that folder if it is MP4. Blocks for as long as that takes. */
    static Mp4Step apply(Path arrived, String name) throws IOException {
        Path content = arrived.resolve(LibraryFolder.CONTENT);
        if (!Mp4ToFlv.recognises(firstBytes(content))) {
            return new Mp4Step(name, "");
        }
        Path remuxed = arrived.resolve(REMUXED);
        try (FileChannel in = FileChannel.open(content, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(
                        remuxed,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            Mp4ToFlv.remux(in, out);
        } catch (Mp4Exception refused) {
            Files.deleteIfExists(remuxed);
            return new Mp4Step(name, "It can be downloaded but not played here: the file " + refused.getMessage());
        }
        Files.move(remuxed, content, StandardCopyOption.REPLACE_EXISTING);
        return new Mp4Step(flvName(name), "");
    }

    /** The name with the ending of what it is now. */
    static String flvName(String name) {
        int dot = name.lastIndexOf('.');
        String base = dot > 0 && name.length() - dot <= 5 ? name.substring(0, dot) : name;
        int most = Descriptor.MOST_NAME_LENGTH - FLV.length();
        String cut = base.length() <= most ? base : base.substring(0, most);
        // A character of two code units is kept whole or not at all.
        return (Character.isHighSurrogate(cut.charAt(cut.length() - 1)) ? cut.substring(0, cut.length() - 1) : cut)
                + FLV;
    }

    private static byte[] firstBytes(Path content) throws IOException {
        try (InputStream in = Files.newInputStream(content)) {
            return in.readNBytes(Mp4ToFlv.RECOGNISED_BYTES);
        }
    }
}
