package org.bittube.tracker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.bittube.tracker.access.Denial;
import org.bittube.tracker.access.Doorkeeper;
import org.bittube.tracker.access.GroupPolicy;
import org.bittube.tracker.access.TokenKey;
import org.bittube.tracker.access.Tokens;
import org.bittube.tracker.group.GroupFigures;
import org.bittube.tracker.message.CandidatePath;
import org.bittube.tracker.message.CompactDescription;
import org.bittube.tracker.message.Device;
import org.bittube.tracker.message.ErrorCode;
import org.bittube.tracker.message.Gone;
import org.bittube.tracker.message.Interval;
import org.bittube.tracker.message.Introduce;
import org.bittube.tracker.message.Join;
import org.bittube.tracker.message.Leave;
import org.bittube.tracker.message.More;
import org.bittube.tracker.message.Nat;
import org.bittube.tracker.message.Outcome;
import org.bittube.tracker.message.Refusal;
import org.bittube.tracker.message.RelayedSignal;
import org.bittube.tracker.message.Report;
import org.bittube.tracker.message.SendSignal;
import org.bittube.tracker.message.Stats;
import org.bittube.tracker.message.TrickledCandidate;
import org.bittube.tracker.message.Welcome;
import org.junit.jupiter.api.Test;

class TrackerHubTest {
    private static final TrickledCandidate CANDIDATE = new TrickledCandidate("h 192.0.2.1 5000");
    private static final TrackerLimits LIMITS = new TrackerLimits(1024, 40, 200, 2, 3, 2, 1024, 100);

    private long nowMillis;
    private final TrackerHub hub =
            new TrackerHub(true, GroupAccess.EVERYBODY, LIMITS, TrackerTiming.DEFAULT, new Random(1), () -> nowMillis);
    private final RecordingLink alice = new RecordingLink("net1");
    private final RecordingLink bob = new RecordingLink("net2");
    private final ClientSession aliceSession = hub.connect(alice);
    private final ClientSession bobSession = hub.connect(bob);

    @Test
    void welcomesBeforeItIntroduces() {
        String aliceId = join(aliceSession, alice);
        bobSession.onJoin(joinRequest("news", 6));
        Welcome welcome = bob.next(Welcome.class);
        assertThat(welcome.peers()).isEqualTo(2);
        assertThat(welcome.stun()).containsExactly("stun:tv.example:3478");
        assertThat(bob.next(Introduce.class).peers())
                .containsExactly(new Introduce.Partner(aliceId, true, false, 1500));
        assertThat(alice.next(Introduce.class).peers())
                .containsExactly(new Introduce.Partner(welcome.peerId(), false, false, 1500));
    }

    @Test
    void thoseWhoCouldNotMeetAreNotIntroducedAgainAfterAReloadOfTheirPages() {
        join(aliceSession, alice);
        String bobId = join(bobSession, bob);
        bob.next(Introduce.class);
        alice.next(Introduce.class);
        aliceSession.onReport(new Report("news", bobId, Outcome.FAILED, CandidatePath.UNKNOWN));
        aliceSession.end();
        bobSession.end();
        RecordingLink aliceAgain = new RecordingLink("net1");
        RecordingLink bobAgain = new RecordingLink("net2");
        ClientSession sessionAgain = hub.connect(aliceAgain);
        join(sessionAgain, aliceAgain);
        join(hub.connect(bobAgain), bobAgain);
        assertThat(bobAgain.isEmpty()).isTrue();
        nowMillis += 120_000;
        sessionAgain.onMore(new More("news", 6, List.of()));
        assertThat(aliceAgain.next(Introduce.class).peers())
                .as("perhaps it was chance")
                .hasSize(1);
    }

    @Test
    void asksForFiguresMoreRarelyTheMoreMembersThereAre() {
        TrackerLimits limits = new TrackerLimits(1024, 40, 200, 2, 600, 2, 1024, 600);
        TrackerHub large = new TrackerHub(
                true, GroupAccess.EVERYBODY, limits, TrackerTiming.DEFAULT, new Random(1), () -> nowMillis);
        for (int member = 1; member <= 500; member++) {
            RecordingLink link = new RecordingLink("n" + member);
            large.connect(link).onJoin(joinRequest("news", 0));
            assertThat(link.next(Welcome.class).intervalMillis())
                    .isEqualTo(member < 50 ? 10_000 : member < 500 ? 30_000 : 90_000);
        }
    }

    @Test
    void tellsAnotherIntervalOnceWhenTheGroupHasGrownOrShrunk() {
        TrackerLimits limits = new TrackerLimits(1024, 40, 200, 2, 600, 2, 1024, 600);
        TrackerHub large = new TrackerHub(
                true, GroupAccess.EVERYBODY, limits, TrackerTiming.DEFAULT, new Random(1), () -> nowMillis);
        ClientSession session = large.connect(alice);
        session.onJoin(joinRequest("news", 0));
        assertThat(alice.next(Welcome.class).intervalMillis()).isEqualTo(10_000);
        Deque<ClientSession> others = new ArrayDeque<>();
        for (int member = 2; member <= 49; member++) {
            others.add(joinUnseen(large, member));
        }
        session.onStats(figures());
        assertThat(alice.isEmpty()).isTrue();

        others.add(joinUnseen(large, 50));
        assertThat(alice.isEmpty()).isTrue();
        session.onStats(figures());
        assertThat(alice.next(Interval.class)).isEqualTo(new Interval("news", 30_000));
        session.onStats(figures());
        assertThat(alice.isEmpty()).isTrue();

        others.remove().end();
        session.onStats(figures());
        assertThat(alice.next(Interval.class)).isEqualTo(new Interval("news", 10_000));
        session.onStats(figures());
        assertThat(alice.isEmpty()).isTrue();
    }

    private static ClientSession joinUnseen(TrackerHub hub, int number) {
        ClientSession session = hub.connect(new RecordingLink("n" + number));
        session.onJoin(joinRequest("news", 0));
        return session;
    }

    private static Stats figures() {
        return new Stats("news", 70, 20, 10, 5, 900, 1, 200, 4, true, OptionalLong.empty());
    }

    @Test
    void membersAreWhoMayBeAndAsLongAsTheyMay() {
        Set<String> good = new HashSet<>(Set.of("right"));
        GroupAccess access = (group, visitor, moment) ->
                visitor.token().filter(good::contains).isPresent()
                        ? Optional.empty()
                        : Optional.of(new Denial(Denial.Reason.TOKEN, "Not you."));
        TrackerHub closed = new TrackerHub(true, access, LIMITS, TrackerTiming.DEFAULT, new Random(1), () -> nowMillis);
        ClientSession one = closed.connect(alice);
        ClientSession other = closed.connect(bob);
        one.onJoin(joinRequest("news", 0));
        assertThat(alice.next(Refusal.class))
                .isEqualTo(new Refusal(ErrorCode.DENIED, "Not you.", Optional.of("news"), true));
        one.onMore(new More("news", 3, List.of()));
        assertThat(alice.next(Refusal.class).code()).isEqualTo(ErrorCode.NOT_JOINED);
        one.onJoin(joinRequest("news", 0, "right"));
        String id = alice.next(Welcome.class).peerId();
        good.add("also right");
        other.onJoin(joinRequest("news", 6, "also right"));
        bob.next(Welcome.class);
        bob.next(Introduce.class);
        alice.next(Introduce.class);

        good.remove("right");
        assertThat(closed.peers("news")).isEqualTo(2);
        one.onStats(figures());
        assertThat(alice.next(Refusal.class).code()).isEqualTo(ErrorCode.DENIED);
        assertThat(bob.next(Gone.class).peerId()).isEqualTo(id);
        assertThat(closed.peers("news")).isEqualTo(1);
        other.onMore(new More("news", 6, List.of()));
        assertThat(bob.isEmpty()).isTrue();
        good.clear();
        other.onMore(new More("news", 6, List.of()));
        assertThat(bob.next(Refusal.class).fatal()).isTrue();
        assertThat(closed.peers("news")).isZero();
    }

    @Test
    void policyOfTheGroupSaysWhoMayComeAndHowMany() {
        Doorkeeper doorkeeper = new Doorkeeper(() -> 0, () -> 0);
        TrackerHub closed = new TrackerHub(
                true,
                new PolicyAccess(doorkeeper, true),
                LIMITS,
                TrackerTiming.DEFAULT,
                new Random(1),
                () -> nowMillis);
        GroupPolicy policy = new GroupPolicy(false, null, false, Set.of("https://tv.example"), 1, true);
        closed.open(new GroupSettings("news", null, List.of(), policy));
        closed.connect(alice.from("https://evil.example")).onJoin(joinRequest("news", 0));
        assertThat(alice.next(Refusal.class).message()).contains("This site may not show the channel");
        ClientSession first = closed.connect(bob.from("https://tv.example"));
        first.onJoin(joinRequest("news", 0));
        bob.next(Welcome.class);
        closed.connect(alice.from("https://tv.example")).onJoin(joinRequest("news", 0));
        assertThat(alice.next(Refusal.class).code()).isEqualTo(ErrorCode.GROUP_FULL);
        first.onJoin(joinRequest("news", 0));
        bob.next(Welcome.class);
    }

    @Test
    void memberStaysWhenTheTimeOfItsTokenIsOverAndComesBackWithANewOneOnly() {
        String secret = "0123456789abcdef0123456789abcdef";
        AtomicLong seconds = new AtomicLong(100);
        Doorkeeper doorkeeper = new Doorkeeper(() -> seconds.get() * 1_000, () -> 0);
        TrackerHub closed = new TrackerHub(
                true,
                new PolicyAccess(doorkeeper, true),
                LIMITS,
                TrackerTiming.DEFAULT,
                new Random(1),
                () -> nowMillis);
        GroupPolicy policy = new GroupPolicy(true, new TokenKey.Hs256(secret), false, Set.of(), 9, true);
        closed.open(new GroupSettings("news", null, List.of(), policy));
        ClientSession session = closed.connect(alice);
        String token = Tokens.hs256(secret, "{\"group\":\"news\",\"exp\":200}");
        session.onJoin(joinRequest("news", 0, token));
        alice.next(Welcome.class);
        seconds.set(100_000);
        session.onStats(figures());
        session.onMore(new More("news", 3, List.of()));
        assertThat(alice.isEmpty()).isTrue();
        assertThat(closed.peers("news")).isEqualTo(1);
        session.onJoin(joinRequest("news", 0, token));
        assertThat(alice.next(Refusal.class).message()).contains("get a new link");
        session.onJoin(joinRequest("news", 0, Tokens.hs256(secret, "{\"group\":\"news\",\"exp\":100001}")));
        alice.next(Welcome.class);
    }

    @Test
    void candidatesGoToThePartnerOnlyAndHostCandidatesToNobodyWhereThePolicySaysSo() {
        hub.open(new GroupSettings("news", null, List.of(), GroupPolicy.OPEN.withoutHostCandidates()));
        RecordingLink carol = new RecordingLink("198.51.100.3");
        ClientSession caller = hub.connect(alice);
        caller.onJoin(joinRequest("news", 0));
        alice.next(Welcome.class);
        hub.connect(bob).onJoin(joinRequest("news", 1));
        String partner = bob.next(Welcome.class).peerId();
        hub.connect(carol).onJoin(joinRequest("news", 0));
        String stranger = carol.next(Welcome.class).peerId();
        bob.next(Introduce.class);
        alice.next(Introduce.class);

        String host = "h 10.0.0.7 5000";
        String seen = "s 203.0.113.7 5000";
        for (String to : List.of(partner, stranger)) {
            caller.onSignal(new SendSignal("news", to, new TrickledCandidate(host)));
            caller.onSignal(new SendSignal("news", to, new TrickledCandidate(seen)));
            caller.onSignal(new SendSignal("news", to, offer(host, seen)));
        }
        assertThat(bob.next(RelayedSignal.class).signal()).isEqualTo(new TrickledCandidate(seen));
        assertThat(bob.next(RelayedSignal.class).signal()).isEqualTo(offer(seen));
        assertThat(bob.isEmpty()).isTrue();
        assertThat(carol.isEmpty()).isTrue();
        for (int refused = 0; refused < 3; refused++) {
            assertThat(alice.next(Refusal.class).code()).isEqualTo(ErrorCode.UNKNOWN_PEER);
        }
        assertThat(alice.isEmpty()).isTrue();
    }

    private static CompactDescription offer(String... candidates) {
        return new CompactDescription(
                CompactDescription.Kind.OFFER,
                "abcd",
                "a".repeat(22),
                "A".repeat(43),
                CompactDescription.Setup.ACTPASS,
                List.of(candidates));
    }

    @Test
    void membersStayWhileNobodyDecides() {
        AtomicReference<Denial.Reason> reason = new AtomicReference<>();
        GroupAccess access =
                (group, visitor, moment) -> Optional.ofNullable(reason.get()).map(why -> new Denial(why, "Later."));
        TrackerHub slow = new TrackerHub(true, access, LIMITS, TrackerTiming.DEFAULT, new Random(1), () -> nowMillis);
        ClientSession session = slow.connect(alice);
        session.onJoin(joinRequest("news", 0));
        alice.next(Welcome.class);
        reason.set(Denial.Reason.RATE);
        session.onStats(figures());
        assertThat(alice.isEmpty()).isTrue();
        slow.connect(bob).onJoin(joinRequest("news", 0));
        assertThat(bob.next(Refusal.class).code()).isEqualTo(ErrorCode.RATE);
        assertThat(slow.peers("news")).isEqualTo(1);
    }

    @Test
    void callsThoseNearThatReachedItFromOneNetworkOrBothFromPrivateAddresses() {
        RecordingLink home = RecordingLink.fromPrivateAddress("192.168.0.2");
        RecordingLink office = RecordingLink.fromPrivateAddress("10.0.0.2");
        assertThat(introducedAsNear(home, office)).isTrue();
        assertThat(introducedAsNear(home, new RecordingLink("192.0.2.1"))).isFalse();
        assertThat(introducedAsNear(new RecordingLink("192.0.2.1"), home)).isFalse();
        assertThat(introducedAsNear(new RecordingLink("192.0.2.1"), new RecordingLink("192.0.2.2")))
                .isFalse();
        assertThat(introducedAsNear(new RecordingLink("192.0.2.1"), new RecordingLink("192.0.2.1")))
                .isTrue();
    }

    /** What both are told of each other, in a group of their own. */
    private boolean introducedAsNear(RecordingLink first, RecordingLink second) {
        ClientSession one = hub.connect(first);
        ClientSession other = hub.connect(second);
        join(one, first, "pair");
        join(other, second, "pair");
        boolean near = first.next(Introduce.class).peers().get(0).near();
        assertThat(second.next(Introduce.class).peers().get(0).near()).isEqualTo(near);
        other.end();
        first.next(Gone.class);
        one.end();
        return near;
    }

    @Test
    void introducesNobodyToOneThatWantsNobody() {
        join(aliceSession, alice);
        bobSession.onJoin(joinRequest("news", 0));
        bob.next(Welcome.class);
        assertThat(bob.isEmpty()).isTrue();
        assertThat(alice.isEmpty()).isTrue();
    }

    @Test
    void introducesMoreOnRequestButNotTheExcluded() {
        String aliceId = join(aliceSession, alice);
        bobSession.onJoin(joinRequest("news", 0));
        bob.next(Welcome.class);
        bobSession.onMore(new More("news", 5, List.of(aliceId, aliceId)));
        assertThat(bob.isEmpty()).isTrue();
        bobSession.onMore(new More("news", 5, List.of()));
        assertThat(bob.next(Introduce.class).peers()).hasSize(1);
        alice.next(Introduce.class);
    }

    @Test
    void aSecondJoinStartsANewMember() {
        meet();
        String before = aliceId;
        aliceSession.onJoin(joinRequest("news", 6));
        assertThat(bob.next(Gone.class)).isEqualTo(new Gone("news", before));
        Welcome welcome = alice.next(Welcome.class);
        assertThat(welcome.peerId()).isNotEqualTo(before);
        assertThat(welcome.peers()).isEqualTo(2);
        assertThat(hub.peers("news")).isEqualTo(2);
    }

    @Test
    void endsEveryMembershipWithTheSocketAndOnlyOnce() {
        meet();
        join(aliceSession, alice, "sport");
        aliceSession.end();
        aliceSession.end();
        assertThat(bob.next(Gone.class)).isEqualTo(new Gone("news", aliceId));
        assertThat(bob.isEmpty()).isTrue();
        assertThat(hub.peers("news")).isEqualTo(1);
        assertThat(hub.peers("sport")).isZero();
    }

    @Test
    void takesNoJoinFromASocketThatHasEnded() {
        aliceSession.end();
        aliceSession.onJoin(joinRequest("news", 6));
        assertThat(hub.peers("news")).isZero();
        assertThat(alice.isEmpty()).isTrue();
    }

    @Test
    void refusesASignalToOneThatDoesNotRead() {
        meet();
        bob.congest();
        aliceSession.onSignal(new SendSignal("news", bobId, CANDIDATE));
        assertThat(alice.next(Refusal.class))
                .isEqualTo(new Refusal(
                        ErrorCode.RATE, "That peer reads too slowly: try again later.", Optional.of("news"), false));
        assertThat(bob.isEmpty()).isTrue();
    }

    @Test
    void relaysNoSignalAfterThePairFailed() {
        meet();
        report(bobSession, aliceId, Outcome.FAILED);
        aliceSession.onSignal(new SendSignal("news", bobId, CANDIDATE));
        assertThat(alice.next(Refusal.class).code()).isEqualTo(ErrorCode.UNKNOWN_PEER);
        assertThat(bob.isEmpty()).isTrue();
        aliceSession.onMore(new More("news", 5, List.of()));
        assertThat(alice.isEmpty()).isTrue();
    }

    @Test
    void introducesAPairAgainAfterItsConnectionBroke() {
        meet();
        report(bobSession, aliceId, Outcome.LOST);
        bobSession.onMore(new More("news", 5, List.of()));
        assertThat(bob.next(Introduce.class).peers()).hasSize(1);
        aliceSession.onSignal(new SendSignal("news", bobId, CANDIDATE));
        assertThat(bob.next(RelayedSignal.class).from()).isEqualTo(aliceId);
    }

    @Test
    void keepsThePairThatReportsSuccess() {
        meet();
        report(bobSession, aliceId, Outcome.CONNECTED);
        aliceSession.onSignal(new SendSignal("news", bobId, CANDIDATE));
        assertThat(bob.next(RelayedSignal.class).signal()).isEqualTo(CANDIDATE);
    }

    @Test
    void countsAPoisonerThatHasAlreadyLeft() {
        meet();
        aliceSession.end();
        bob.next(Gone.class);
        report(bobSession, aliceId, Outcome.POISONED);
        assertThat(bob.isEmpty()).isTrue();
        assertThat(figures("news").poisoned()).containsEntry(aliceId, 1);
    }

    @Test
    void takesNoReportAboutAStranger() {
        join(aliceSession, alice);
        bobSession.onJoin(joinRequest("news", 0));
        String bobId = bob.next(Welcome.class).peerId();
        report(aliceSession, bobId, Outcome.POISONED);
        assertThat(alice.next(Refusal.class).code()).isEqualTo(ErrorCode.UNKNOWN_PEER);
        assertThat(figures("news").poisoned()).isEmpty();
    }

    @Test
    void keepsBytesOfThoseThatLeft() {
        join(aliceSession, alice);
        aliceSession.onStats(new Stats("news", 70, 20, 10, 5, 900, 1, 200, 4, true, OptionalLong.empty()));
        aliceSession.onLeave(new Leave("news"));
        join(aliceSession, alice);
        aliceSession.onStats(new Stats("news", 30, 0, 0, 5, 400, 0, 0, 4, true, OptionalLong.empty()));
        assertThat(figures("news").fromPeersBytes()).isEqualTo(100);
        assertThat(figures("news").toPeersBytes()).isEqualTo(10);
        assertThat(figures("news").lagMillisP50()).hasValue(400);
    }

    @Test
    void refusesAJoinToAFullGroup() {
        for (int i = 0; i < 3; i++) {
            RecordingLink link = new RecordingLink("n" + i);
            join(hub.connect(link), link);
        }
        aliceSession.onJoin(joinRequest("news", 6));
        Refusal refusal = alice.next(Refusal.class);
        assertThat(refusal.code()).isEqualTo(ErrorCode.GROUP_FULL);
        assertThat(refusal.fatal()).isTrue();
        aliceSession.onMore(new More("news", 6, List.of()));
        assertThat(alice.next(Refusal.class).code()).isEqualTo(ErrorCode.NOT_JOINED);
    }

    @Test
    void forgetsAGroupWithoutMembersWhenAnotherOneNeedsItsPlace() {
        join(aliceSession, alice, "one");
        join(bobSession, bob, "two");
        RecordingLink link = new RecordingLink("net3");
        hub.connect(link).onJoin(joinRequest("three", 6));
        assertThat(link.next(Refusal.class).code()).isEqualTo(ErrorCode.UNKNOWN_GROUP);

        aliceSession.onLeave(new Leave("one"));
        assertThat(hub.figures("one")).isPresent();
        join(hub.connect(link), link, "three");
        assertThat(hub.figures("one")).isEmpty();
        assertThat(hub.peers("two")).isEqualTo(1);
    }

    @Test
    void neverForgetsAnOpenedGroup() {
        hub.open(GroupSettings.unknown("one"));
        join(aliceSession, alice, "one");
        aliceSession.onLeave(new Leave("one"));
        join(aliceSession, alice, "two");
        bobSession.onJoin(joinRequest("three", 6));
        assertThat(bob.next(Refusal.class).code()).isEqualTo(ErrorCode.UNKNOWN_GROUP);
        assertThat(hub.figures("one")).isPresent();
    }

    private String aliceId = "";
    private String bobId = "";

    private void meet() {
        aliceId = join(aliceSession, alice);
        bobId = join(bobSession, bob);
        alice.next(Introduce.class);
        bob.next(Introduce.class);
    }

    private static String join(ClientSession session, RecordingLink link) {
        return join(session, link, "news");
    }

    private static String join(ClientSession session, RecordingLink link, String group) {
        session.onJoin(joinRequest(group, 6));
        return link.next(Welcome.class).peerId();
    }

    private static Join joinRequest(String group, int want) {
        return new Join(group, 1500, Device.DESKTOP, Nat.UNKNOWN, want, Optional.empty());
    }

    private static Join joinRequest(String group, int want, String token) {
        return new Join(group, 1500, Device.DESKTOP, Nat.UNKNOWN, want, Optional.of(token));
    }

    private static void report(ClientSession session, String peer, Outcome outcome) {
        session.onReport(new Report("news", peer, outcome, CandidatePath.UNKNOWN));
    }

    private GroupFigures figures(String group) {
        return hub.figures(group).orElseThrow();
    }
}
