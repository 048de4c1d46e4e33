package org.bittube.gateway.console;

/**
 * What is measured of a channel, and of all together, every {@value Sampler#STEP_MILLIS} ms. The names are those of docs/protocol.md section 13.
 */
enum Figure {
    VIEWERS("viewers", OverTime.MEAN, OverChannels.SUM),
    /** Got from other viewers, as these report. */
    PEERS_BYTES("peersBytes", OverTime.SUM, OverChannels.SUM),
    /** Sent to viewers that share. */
    SERVER_BYTES("serverBytes", OverTime.SUM, OverChannels.SUM),
    /** Sent as whole streams to those who share nothing. */
    BLOCKED_BYTES("blockedBytes", OverTime.SUM, OverChannels.SUM),
    LAG_P50_MILLIS("lagP50Millis", OverTime.MEAN, OverChannels.MEAN_OF_VIEWERS),
    LAG_P95_MILLIS("lagP95Millis", OverTime.HIGHEST, OverChannels.HIGHEST),
    /** Of those who told it in the last {@value StartWindow#MILLIS} ms. */
    START_P50_MILLIS("startP50Millis", OverTime.MEAN, OverChannels.MEAN_OF_VIEWERS),
    START_P95_MILLIS("startP95Millis", OverTime.HIGHEST, OverChannels.HIGHEST),
    INTERRUPTIONS("interruptions", OverTime.SUM, OverChannels.SUM),
    REPAIRS("repairs", OverTime.SUM, OverChannels.SUM),
    UPLOAD_BITS_PER_SECOND("uploadBitsPerSecond", OverTime.MEAN, OverChannels.SUM);

    /** How the figure of a longer time comes from those of shorter ones. */
    enum OverTime {
        SUM,
        MEAN,
        HIGHEST
    }

    /** How the figure of all channels comes from those of each: of percentiles only nearly. */
    enum OverChannels {
        SUM,
        MEAN_OF_VIEWERS,
        HIGHEST
    }

    private final String jsonName;
    private final OverTime overTime;
    private final OverChannels overChannels;

    Figure(String jsonName, OverTime overTime, OverChannels overChannels) {
        this.jsonName = jsonName;
        this.overTime = overTime;
        this.overChannels = overChannels;
    }

    String jsonName() {
        return jsonName;
    }

    OverTime overTime() {
        return overTime;
    }

    OverChannels overChannels() {
        return overChannels;
    }
}
