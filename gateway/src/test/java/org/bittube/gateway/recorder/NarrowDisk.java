package org.bittube.gateway.recorder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** A folder on a disk that may be full, or hang. */
final class NarrowDisk implements RecordingDisk {
    private final RecordingDisk disk;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CountDownLatch forceGate = new CountDownLatch(0);

    /** One for each time that a file was to be forced. */
    final Semaphore forces = new Semaphore(0);

    /** Bytes that can still be written to new places. */
    final AtomicLong room = new AtomicLong(Long.MAX_VALUE / 2);

    /** What the disk says of itself. */
    final AtomicLong usable = new AtomicLong(Long.MAX_VALUE / 2);

    NarrowDisk(RecordingDisk disk) {
        this.disk = disk;
    }

    /** Every write waits from now on. */
    void hang() {
        gate = new CountDownLatch(1);
    }

    /** Nothing gets out of the system's memory from now on. */
    void hangForcing() {
        forceGate = new CountDownLatch(1);
    }

    void goOn() {
        gate.countDown();
        forceGate.countDown();
    }

    @Override
    public RecordingOutput create(String file) throws IOException {
        return new Output(disk.create(file));
    }

    @Override
    public RecordingOutput open(String file) throws IOException {
        return new Output(disk.open(file));
    }

    @Override
    public void delete(String file) throws IOException {
        disk.delete(file);
        usable.addAndGet(1_000);
    }

    @Override
    public long usableBytes() {
        return usable.get();
    }

    @Override
    public String path(String file) {
        return disk.path(file);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private final class Output implements RecordingOutput {
        private final RecordingOutput output;

        Output(RecordingOutput output) {
            this.output = output;
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return output.read(into, offset);
        }

        @Override
        public void write(ByteBuffer bytes, long offset) throws IOException {
            await(gate);
            long added = Math.max(0, offset + bytes.remaining() - output.size());
            if (added > room.get()) {
                // As file systems do it: what fits is there, and then the error comes.
                bytes.limit((int) (bytes.limit() - (added - room.get())));
                room.set(0);
                output.write(bytes, offset);
                throw new IOException("No space left on device");
            }
            room.addAndGet(-added);
            output.write(bytes, offset);
        }

        @Override
        public long size() throws IOException {
            return output.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            output.truncate(size);
        }

        @Override
        public void force() throws IOException {
            forces.release();
            await(forceGate);
            output.force();
        }

        @Override
        public void close() throws IOException {
            output.close();
        }
    }
}
