package org.bittube.gateway.publish;

import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.bittube.gateway.http.ShortAddress;
import org.bittube.gateway.source.Admission;
import org.bittube.gateway.source.PublishPoints;
import org.bittube.gateway.source.Publisher;
import org.bittube.tracker.access.WrongTokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where encoders show their keys, whatever way they come; slows addresses that guess. Confined to its event loop. */
public final class PublishDesk {
    private static final Logger LOG = LoggerFactory.getLogger(PublishDesk.class);
    private static final int FREE_GUESSES = 10;
    private static final long MILLIS_PER_GUESS = 6_000;
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

    private final WrongTokens wrongKeys;
    private RefusalListener refusals = (channel, from, words) -> {};

    /** @param clockMillis a clock that never goes back */
    public PublishDesk(LongSupplier clockMillis) {
        this.wrongKeys = new WrongTokens(FREE_GUESSES, MILLIS_PER_GUESS, clockMillis);
    }

    /** Tells of refusals from now on. */
    public void tell(RefusalListener told) {
        refusals = told;
    }

    /**
     * Lets somebody publish who knows the channel's key.
     *
     * @param address as {@link org.bittube.gateway.swarm.ViewerAddress} tells them apart
     */
    public Admission admit(PublishPoints points, String address, String channel, String key, Publisher publisher) {
        if (waitMillis(address) > 0) {
            return Admission.Refused.TOO_OFTEN;
        }
        Admission admission = points.admit(channel, key, publisher);
        if (admission instanceof Admission.Refused refused) {
            if (refused == Admission.Refused.WRONG_KEY) {
                wrongKeys.wrong(address);
            }
            String name = PLAIN_NAME.matcher(channel).matches() ? channel : null;
            String from = ShortAddress.of(address);
            LOG.warn(
                    "publisher refused channel={} address={} reason=\"{}\"",
                    name == null ? "?" : name,
                    from,
                    refused.words());
            refusals.refused(name, from, refused.words());
        }
        return admission;
    }

    /** How long the address must wait before its next key is looked at; 0: not at all. */
    public long waitMillis(String address) {
        return wrongKeys.waitMillis(address);
    }
}
