package org.bittube.gateway.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bittube.gateway.encoding.Base64Url;
import org.bittube.gateway.object.Descriptor;
import org.bittube.gateway.object.PieceLayout;
import org.jspecify.annotations.Nullable;

/**
 * Brings an object from a gateway into a file. No byte is kept that was not checked against the object's id; what an earlier attempt left is
 * checked, too, and only what is missing is fetched. Memory: a few answers of 2 MiB.
 */
public final class Download {
    /** Answers that are on their way while one is checked. */
    private static final int AHEAD = 2;

    /** So often the same pieces are asked for when they come altered. */
    private static final int ATTEMPTS_AT_A_PIECE = 3;

    private final ObjectClient client;
    private final Progress progress;
    private final Deque<Fetch> fetches = new ArrayDeque<>();

    private record Fetch(PieceRange range, Leaves leaves, CompletableFuture<HttpResponse<byte[]>> answer) {}

    public Download(HttpClient http, Waiting waiting, ObjectAddress address, Progress progress) {
        this.client = new ObjectClient(http, new Attempts(waiting), address);
        this.progress = progress;
    }

    /**
     * Fetches what is missing.
     *
     * @param target the file, or a folder in which it gets its own name; null: the current folder
     * @return the file
     * @throws ClientException when it cannot be had; run again, it goes on from there
     */
    public Path to(@Nullable Path target) {
        Descriptor descriptor = client.descriptor().descriptor();
        Path file = place(target, descriptor.name());
        try {
            fetch(descriptor, file);
        } catch (IOException e) {
            throw ClientException.failed("could not write " + file + ": " + Attempts.words(e), e);
        } finally {
            fetches.forEach(fetch -> fetch.answer().cancel(true));
            fetches.clear();
        }
        return file;
    }

    private static Path place(@Nullable Path target, String name) {
        if (target == null) {
            return Path.of(name);
        }
        return Files.isDirectory(target) ? target.resolve(name) : target;
    }

    private void fetch(Descriptor descriptor, Path file) throws IOException {
        PieceLayout pieces = descriptor.pieces();
        byte[] root = Base64Url.decode(descriptor.root());
        progress.begin(String.valueOf(file.getFileName()), descriptor.sizeBytes());
        try {
            if (!Files.exists(file)) {
                complete(file, pieces, root);
            } else if (!isWhole(file, pieces, root)) {
                throw ClientException.failed(
                        file + " is there and is something else; move it away, or name another file");
            }
        } finally {
            progress.end();
        }
    }

    private boolean isWhole(Path file, PieceLayout pieces, byte[] root) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) != pieces.sizeBytes()) {
            return false;
        }
        try (PartialFile whole = PartialFile.ofWhole(file, pieces)) {
            for (int group = 0; group < pieces.groups(); group++) {
                if (!missing(whole, pieces, group, new Leaves(client.hashes(root, pieces, group)))
                        .isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    private void complete(Path file, PieceLayout pieces, byte[] root) throws IOException {
        try (PartialFile part = PartialFile.open(file, pieces)) {
            for (int group = 0; group < pieces.groups(); group++) {
                Leaves leaves = new Leaves(client.hashes(root, pieces, group));
                for (PieceRange range : missing(part, pieces, group, leaves)) {
                    fetches.add(new Fetch(range, leaves, client.begin(range)));
                    settle(part, AHEAD);
                }
            }
            settle(part, 0);
            part.finish();
        }
    }

    /** The pieces of a group that are not in the file, or not as they should be. */
    private List<PieceRange> missing(PartialFile part, PieceLayout pieces, int group, Leaves leaves)
            throws IOException {
        List<PieceRange> ranges = new ArrayList<>();
        int first = group * PieceLayout.GROUP_PIECES + 1;
        for (int piece = first; piece < first + pieces.piecesIn(group); piece++) {
            byte[] bytes = part.read(piece);
            if (bytes.length == pieces.lengthOf(piece) && leaves.match(piece, bytes, 0, bytes.length)) {
                progress.held(bytes.length);
                continue;
            }
            PieceRange last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && last.takes(piece)) {
                ranges.set(ranges.size() - 1, last.upTo(piece));
            } else {
                ranges.add(new PieceRange(pieces, piece, piece));
            }
        }
        return ranges;
    }

    /** Takes answers until no more than so many are on their way. */
    private void settle(PartialFile part, int mostOnTheirWay) throws IOException {
        while (fetches.size() > mostOnTheirWay) {
            Fetch fetch = fetches.remove();
            PieceRange range = fetch.range();
            byte[] bytes = client.finish(range, fetch.answer());
            int attempt = 1;
            while (!fetch.leaves().match(range, bytes)) {
                if (attempt++ == ATTEMPTS_AT_A_PIECE) {
                    throw ClientException.falseContent("the gateway sends altered pieces (among " + range.first()
                            + " to " + range.last() + "); nothing of them was kept");
                }
                bytes = client.pieces(range);
            }
            int at = 0;
            for (int piece = range.first(); piece <= range.last(); piece++) {
                part.write(piece, bytes, at);
                at += range.pieces().lengthOf(piece);
            }
            progress.moved(at);
        }
    }
}
