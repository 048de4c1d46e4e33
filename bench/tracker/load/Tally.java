import java.util.Arrays;

/** What was counted. Of one thread. */
final class Tally {
    long announces;
    long replies;
    long offers;
    long answers;
    long closed;
    long wrong;
    String firstWrong = "";
    private long[] latencies = new long[1 << 16];
    private int latencyCount;

    void latency(long nanos) {
        if (latencyCount == latencies.length) {
            latencies = Arrays.copyOf(latencies, 2 * latencyCount);
        }
        latencies[latencyCount++] = nanos;
    }

    /** Something came, or did not, that a right server would never do. */
    void wrong(String what) {
        wrong++;
        if (firstWrong.isEmpty()) {
            firstWrong = what;
        }
    }

    /** Counts since the last call, as JSON. */
    String takeJson(double seconds) {
        Arrays.sort(latencies, 0, latencyCount);
        String json = "{\"seconds\":" + seconds + ",\"announces\":" + announces + ",\"replies\":" + replies + ",\"offers\":" + offers
                + ",\"answers\":" + answers + ",\"closed\":" + closed + ",\"wrong\":" + wrong + ",\"firstWrong\":\""
                + firstWrong.replaceAll("[^ -!#-\\[\\]-~]", "?") + "\",\"p50Millis\":" + percentile(0.50) + ",\"p99Millis\":"
                + percentile(0.99) + "}";
        announces = replies = offers = answers = 0;
        latencyCount = 0;
        return json;
    }

    private double percentile(double share) {
        return latencyCount == 0 ? -1 : latencies[(int) Math.min(latencyCount - 1, Math.floor(share * latencyCount))] / 1e6;
    }
}
