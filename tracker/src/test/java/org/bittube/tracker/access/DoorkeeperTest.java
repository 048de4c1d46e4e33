package org.bittube.tracker.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.bittube.tracker.access.Denial.Reason;
import org.junit.jupiter.api.Test;

class DoorkeeperTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final GroupPolicy FOR_TOKENS =
            new GroupPolicy(true, new TokenKey.Hs256(SECRET), true, Set.of(), GroupPolicy.ANY_NUMBER, true);
    private static final String TOKEN = Tokens.hs256(SECRET, "{\"group\":\"news\",\"exp\":1000}");

    private long seconds = 500;
    private long clockMillis;
    private final Doorkeeper door = new Doorkeeper(() -> seconds * 1_000, () -> clockMillis);

    @Test
    void tokensAreGoodForTheirGroupAndTheirTime() {
        assertThat(reason(FOR_TOKENS, visitor("news", TOKEN), Moment.COMES)).isEmpty();
        assertThat(reason(FOR_TOKENS, visitor("other", TOKEN), Moment.COMES)).contains(Reason.TOKEN);
        assertThat(reason(FOR_TOKENS, visitor("news", ""), Moment.STAYS)).contains(Reason.TOKEN);
        String later = Tokens.hs256(SECRET, "{\"group\":\"news\",\"nbf\":531,\"exp\":1000}");
        assertThat(reason(FOR_TOKENS, visitor("news", later), Moment.COMES)).contains(Reason.EXPIRED);
        seconds++;
        assertThat(reason(FOR_TOKENS, visitor("news", later), Moment.COMES)).isEmpty();
    }

    @Test
    void whoIsInStaysWhenItsTokenEndsAndIsLetOutWithinTheHour() {
        Visitor visitor = visitor("news", TOKEN);
        seconds = 1_029;
        assertThat(reason(FOR_TOKENS, visitor, Moment.COMES))
                .as("clocks differ by so much")
                .isEmpty();
        seconds = 1_030;
        assertThat(reason(FOR_TOKENS, visitor, Moment.COMES)).contains(Reason.EXPIRED);
        assertThat(reason(FOR_TOKENS, visitor, Moment.GOES_ON)).isEmpty();
        seconds = 4_599;
        assertThat(reason(FOR_TOKENS, visitor, Moment.GOES_ON)).isEmpty();
        seconds = 4_600;
        assertThat(reason(FOR_TOKENS, visitor, Moment.GOES_ON)).contains(Reason.EXPIRED);
        assertThat(reason(FOR_TOKENS, visitor, Moment.STAYS)).isEmpty();
        GroupPolicy otherKey = FOR_TOKENS.withKey(new TokenKey.Hs256(SECRET + "x"));
        assertThat(reason(otherKey, visitor, Moment.STAYS))
                .as("another key ends it")
                .contains(Reason.TOKEN);
        assertThat(reason(FOR_TOKENS.withKey(null), visitor, Moment.STAYS)).contains(Reason.TOKEN);
    }

    @Test
    void rightsAreAskedForOneByOne() {
        String post = Tokens.hs256(SECRET, "{\"group\":\"news\",\"exp\":1000,\"rights\":[\"post\"]}");
        assertThat(reason(FOR_TOKENS, visitor("news", post), Moment.COMES)).contains(Reason.TOKEN);
        assertThat(door.mayPost(FOR_TOKENS, "news", post)).isTrue();
        assertThat(door.mayPost(FOR_TOKENS, "other", post)).isFalse();
        assertThat(door.mayPost(FOR_TOKENS, "news", TOKEN)).isFalse();
        assertThat(door.mayPost(GroupPolicy.OPEN, "news", post)).isFalse();
        seconds = 1_030;
        assertThat(door.mayPost(FOR_TOKENS, "news", post)).isFalse();
    }

    @Test
    void pagesOfOtherOriginsAreKeptOut() {
        GroupPolicy policy =
                new GroupPolicy(false, null, false, Set.of("https://tv.example"), GroupPolicy.ANY_NUMBER, true);
        assertThat(reason(policy, from(Optional.of("https://tv.example")), Moment.COMES))
                .isEmpty();
        assertThat(reason(policy, from(Optional.empty()), Moment.COMES))
                .as("no page")
                .isEmpty();
        for (String other : new String[] {"http://tv.example", "https://tv.example.evil", "null", ""}) {
            assertThat(reason(policy, from(Optional.of(other)), Moment.STAYS)).contains(Reason.ORIGIN);
        }
        assertThat(policy.isPublic()).isFalse();
        assertThat(policy.withOrigin("https://b.example").origins()).hasSize(2);
        assertThat(GroupPolicy.OPEN.withOrigin("https://b.example").isPublic()).isTrue();
    }

    @Test
    void theServersOwnPagesAreNoOtherSites() {
        Optional<String> own = Optional.of("https://TV.example");
        assertThat(Origins.foreign(own, "tv.example")).isEmpty();
        assertThat(Origins.foreign(own, "tv.example:443")).isEmpty();
        assertThat(Origins.foreign(own, "tv.example:8080")).contains("https://tv.example");
        assertThat(Origins.foreign(Optional.of("http://[::1]:80"), "[::1]")).isEmpty();
        assertThat(Origins.foreign(Optional.of("null"), "")).contains("null");
        assertThat(Origins.foreign(Optional.of("tv.example"), "example")).contains("tv.example");
        assertThat(Origins.foreign(Optional.of(""), "")).isPresent();
    }

    @Test
    void whoGuessesIsSlowedAndTheGoodTokenStillDoes() {
        Visitor good = visitor("news", TOKEN);
        assertThat(door.denial(FOR_TOKENS, good, Moment.COMES)).isEmpty();
        for (int guess = 0; guess < Doorkeeper.FREE_GUESSES; guess++) {
            assertThat(reason(FOR_TOKENS, visitor("news", "guess" + guess), Moment.COMES))
                    .contains(Reason.TOKEN);
        }
        assertThat(reason(FOR_TOKENS, visitor("news", "guess"), Moment.COMES)).contains(Reason.RATE);
        assertThat(door.denial(FOR_TOKENS, good, Moment.COMES)).isEmpty();
        clockMillis += Doorkeeper.MILLIS_PER_GUESS;
        assertThat(reason(FOR_TOKENS, visitor("news", "guess"), Moment.COMES)).contains(Reason.TOKEN);
    }

    private Optional<Reason> reason(GroupPolicy policy, Visitor visitor, Moment moment) {
        return door.denial(policy, visitor, moment).map(Denial::reason);
    }

    private static Visitor visitor(String group, String token) {
        return new Visitor(group, Optional.of(token).filter(text -> !text.isEmpty()), Optional.empty(), "192.0.2.1");
    }

    private static Visitor from(Optional<String> origin) {
        return new Visitor("news", Optional.empty(), origin, "192.0.2.1");
    }
}
