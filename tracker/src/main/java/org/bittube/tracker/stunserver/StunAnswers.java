package org.bittube.tracker.stunserver;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;
import org.bittube.tracker.address.AddressRateLimit;
import org.bittube.tracker.stun.BindingAnswer;
import org.bittube.tracker.stun.BindingAnswer.Discovery;
import org.bittube.tracker.stun.BindingRequest;
import org.bittube.tracker.stun.Endpoint;
import org.jspecify.annotations.Nullable;

/** Who is answered, and what. Confined to the thread of the STUN server. */
final class StunAnswers {
    private final AddressRateLimit rateLimit;
    private final StunFigures figures;
    private final LongSupplier clockMillis;

    StunAnswers(AddressRateLimit rateLimit, StunFigures figures, LongSupplier clockMillis) {
        this.rateLimit = rateLimit;
        this.figures = figures;
        this.clockMillis = clockMillis;
    }

    long nowMillis() {
        return clockMillis.getAsLong();
    }

    /** Counts a request; false when its address has had more than its share. */
    boolean allows(byte[] address) {
        boolean allowed = rateLimit.allows(address, clockMillis.getAsLong());
        if (!allowed) {
            figures.refused();
        }
        return allowed;
    }

    StunFigures figures() {
        return figures;
    }

    /** The answer, whose owner is the caller. */
    static ByteBuf answer(
            ByteBufAllocator memory,
            ByteBuf message,
            BindingRequest request,
            InetSocketAddress seen,
            @Nullable Discovery discovery) {
        ByteBuf answer = memory.directBuffer(BindingAnswer.maxLength(request));
        Endpoint from = new Endpoint(seen.getAddress().getAddress(), seen.getPort());
        BindingAnswer.write(message, request, from, discovery, answer);
        return answer;
    }
}
