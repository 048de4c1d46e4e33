package org.bittube.gateway.app;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bittube.gateway.channel.ChannelGroups;
import org.bittube.gateway.console.Attempts;
import org.bittube.gateway.console.ViewerReport;
import org.bittube.gateway.console.ViewerReports;
import org.bittube.gateway.library.ObjectGroups;
import org.bittube.gateway.registration.TrackerRegistration;
import org.bittube.tracker.access.GroupPolicy;
import org.bittube.tracker.app.TrackerService;
import org.bittube.tracker.connection.GroupSettings;
import org.bittube.tracker.group.GroupFigures;
import org.jspecify.annotations.Nullable;

/** Groups of channels and objects at the tracker: the one in the same process, or one elsewhere that takes registrations. Of any other nothing is known. */
final class TrackerGroups implements ChannelGroups, ObjectGroups, ViewerReports {

    private final @Nullable TrackerService tracker;
    private final @Nullable TrackerRegistration elsewhere;
    private final boolean hostCandidates;

    /** @param hostCandidates whether viewers are told the addresses that others have in their own networks; the tracker here knows it by itself */
    TrackerGroups(@Nullable TrackerService tracker, @Nullable TrackerRegistration elsewhere, boolean hostCandidates) {
        this.hostCandidates = hostCandidates;
        this.tracker = tracker;
        this.elsewhere = elsewhere;
    }

    /** An object's, whose own rule is asked for. */
    @Override
    public void open(String name, String publicKey) {
        open(name, publicKey, GroupPolicy.OPEN);
    }

    @Override
    public void open(String name, String publicKey, GroupPolicy policy) {
        if (tracker != null) {
            // The viewers have asked this very gateway already, so it need not be named to them.
            tracker.open(new GroupSettings(name, publicKey, List.of(), policy));
        } else if (elsewhere != null) {
            elsewhere.open(name, publicKey, hostCandidates ? policy : policy.withoutHostCandidates());
        }
    }

    @Override
    public void close(String name) {
        if (tracker != null) {
            tracker.close(name);
        } else if (elsewhere != null) {
            elsewhere.close(name);
        }
    }

    /** Of a tracker elsewhere nothing but the number of viewers is known. */
    @Override
    public Future<Map<String, ViewerReport>> of(Collection<String> names) {
        if (tracker == null) {
            return Future.succeededFuture(Map.of());
        }
        return tracker.figures(names).map(found -> {
            Map<String, ViewerReport> reports = new HashMap<>();
            found.forEach((name, figures) -> reports.put(name, report(figures)));
            return reports;
        });
    }

    private static ViewerReport report(GroupFigures figures) {
        Map<String, Attempts> connections = new HashMap<>();
        figures.met().forEach((pair, count) -> connections.put(pair, new Attempts(count.tried(), count.met())));
        return new ViewerReport(
                figures.fromPeersBytes(),
                figures.toPeersBytes(),
                figures.lagMillisP50(),
                figures.lagMillisP95(),
                figures.starts().told(),
                figures.starts().latestMillis(),
                figures.stalls(),
                connections);
    }

    @Override
    public int viewers(String name) {
        if (tracker != null) {
            return tracker.peers(name);
        }
        return elsewhere == null ? 0 : elsewhere.viewers(name);
    }

    /** Whether who sends the request may be a member already; of a tracker elsewhere that is not known. */
    boolean mayBeMember(String name, HttpServerRequest request) {
        return tracker == null || tracker.hasMemberWhereThisComesFrom(name, request);
    }
}
