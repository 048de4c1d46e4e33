package org.bittube.gateway.object;

import org.bittube.gateway.encoding.Base64Url;

/**
 * How fast one core hashes what an import hashes: {@code java -cp gateway/target/test-classes:gateway/target/bittube.jar
 * org.bittube.gateway.object.HashingSpeed}. Not a test: what it prints depends on the machine.
 */
final class HashingSpeed {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int CHUNKS = 1_024;
    private static final int RUNS = 5;

    private HashingSpeed() {}

    public static void main(String[] arguments) {
        byte[] chunk = SampleFile.contents(CHUNK_BYTES);
        for (int run = 1; run <= RUNS; run++) {
            MerkleRoot root = new MerkleRoot();
            PieceHasher hasher = new PieceHasher(root::add);
            long began = System.nanoTime();
            for (int i = 0; i < CHUNKS; i++) {
                hasher.update(chunk, 0, chunk.length);
            }
            long bytes = hasher.finish();
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    "run %d: %.0f MB/s (%d leaves, root %s)%n",
                    run, bytes / 1e6 / seconds, root.leaves(), Base64Url.encode(root.root()));
        }
    }
}
