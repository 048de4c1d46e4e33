package org.bittube.gateway.ts;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Any bytes as payloads of one PID: PES packets that, written, are read as the same again, and no longer than the input. */
class PesReaderFuzzTest {
    private static final int LONGEST_TOLD = 0xFFFF;

    private record Pes(Buffer data, long pts, long dts) {}

    private record Payload(Buffer bytes, boolean unitStart) {}

    @FuzzTest(maxDuration = "30s")
    void isReadTheSameWhenItIsWrittenAgain(FuzzedDataProvider data) {
        List<Payload> payloads = new ArrayList<>();
        int length = 0;
        while (data.remainingBytes() > 0) {
            Payload payload = new Payload(
                    Buffer.buffer()
                            .appendBytes(data.consumeBoolean() ? new byte[] {0, 0, 1} : new byte[0])
                            .appendBytes(data.consumeBytes(data.consumeInt(0, 184))),
                    data.consumeBoolean());
            length += payload.bytes().length();
            payloads.add(payload);
        }
        List<Pes> read = read(payloads);
        assertThat(read.stream().mapToInt(pes -> pes.data().length()).sum()).isLessThanOrEqualTo(length);
        assertThat(read(read.stream().map(PesReaderFuzzTest::write).toList())).isEqualTo(read);
    }

    private static List<Pes> read(List<Payload> payloads) {
        List<Pes> read = new ArrayList<>();
        PesReader.Sink sink = (bytes, from, to, pts, dts) ->
                read.add(new Pes(Buffer.buffer(bytes).getBuffer(from, to), pts, dts));
        PesReader reader = new PesReader(() -> {});
        payloads.forEach(payload ->
                reader.payload(payload.bytes().getBytes(), 0, payload.bytes().length(), payload.unitStart(), sink));
        reader.flush(sink);
        return read;
    }

    private static Payload write(Pes pes) {
        boolean timed = pes.pts() != PesReader.NONE;
        Buffer head = Buffer.buffer(new byte[] {(byte) 0x80, (byte) (timed ? 0xC0 : 0), (byte) (timed ? 10 : 0)});
        if (timed) {
            TsFile.stamp(head, 3, pes.pts());
            TsFile.stamp(head, 1, pes.dts());
        }
        int length = head.length() + pes.data().length();
        return new Payload(
                Buffer.buffer()
                        .appendInt(0x1E0)
                        .appendUnsignedShort(length > LONGEST_TOLD ? 0 : length)
                        .appendBuffer(head)
                        .appendBuffer(pes.data()),
                true);
    }
}
