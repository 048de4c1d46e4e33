package org.bittube.gateway.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.bittube.db.channels.ChannelAbout;
import org.bittube.gateway.api.AdminOnly;
import org.bittube.gateway.api.ApiFailures;
import org.bittube.gateway.api.ChannelApi;
import org.bittube.gateway.api.ChannelJson;
import org.bittube.gateway.api.PolicyApi;
import org.bittube.gateway.channel.Channel;
import org.bittube.gateway.channel.ChannelFactory;
import org.bittube.gateway.channel.Channels;
import org.bittube.gateway.http.JsonAnswer;
import org.bittube.gateway.library.ObjectAccess;
import org.bittube.gateway.publish.FlvPushHandler;
import org.bittube.gateway.publish.PublishDesk;
import org.bittube.gateway.publish.PublishSocketHandler;
import org.bittube.gateway.recorder.Recorders;
import org.bittube.gateway.registration.TrackerRegistration;
import org.bittube.gateway.rtmp.server.PlayDesk;
import org.bittube.gateway.rtmp.server.RtmpServer;
import org.bittube.gateway.source.FileSpec;
import org.bittube.gateway.source.MediaFolders;
import org.bittube.gateway.source.PublishPoints;
import org.bittube.gateway.source.Sources;
import org.bittube.gateway.source.UrlPolicy;
import org.bittube.gateway.stream.LiveStreams;
import org.bittube.gateway.swarm.ViewerAddress;
import org.bittube.tracker.access.Doorkeeper;
import org.bittube.tracker.address.AddressLimits;
import org.bittube.tracker.app.MetricsGate;
import org.bittube.tracker.app.TrackerOptions;
import org.bittube.tracker.app.TrackerService;
import org.bittube.tracker.connection.GroupAccess;
import org.bittube.tracker.connection.PolicyAccess;
import org.bittube.tracker.http.HalfOpenConnections;
import org.bittube.tracker.operation.LoopLag;
import org.bittube.tracker.operation.Measurements;
import org.bittube.tracker.operation.OperationPages;
import org.bittube.tracker.operation.ProcessMeasurements;
import org.bittube.tracker.operation.Readiness;
import org.bittube.tracker.stunserver.StunOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole of BitTube on one event loop: opens what it needs, wires the parts together, and closes them again. */
final class Gateway extends VerticleBase {

    static final String DEMO_CHANNEL = "demo";
    static final String DEMO_FILE = "demo.flv";

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Settings settings;
    private final boolean demo;
    private final SecureRandom secureRandom = new SecureRandom();
    private final RandomGenerator random = new SplittableRandom(secureRandom.nextLong());

    private final HalfOpenConnections halfOpen = new HalfOpenConnections(Gateway::monotonicMillis);
    private final Readiness readiness = new Readiness(Gateway::monotonicMillis);
    private @Nullable Stores stores;
    private @Nullable TrackerService tracker;
    private @Nullable TrackerRegistration registration;
    private @Nullable Channels channels;
    private @Nullable OwnLibrary library;
    private @Nullable Recorders recorders;
    private @Nullable OwnConsole console;
    private @Nullable HttpServer server;
    private @Nullable PublishPoints publishPoints;
    private final PublishDesk desk = new PublishDesk(Gateway::monotonicMillis);
    private final Doorkeeper doorkeeper = new Doorkeeper(System::currentTimeMillis, Gateway::monotonicMillis);
    private final ChannelGuests guests =
            new ChannelGuests(name -> channels == null ? null : channels.find(name), doorkeeper);

    /** @param demo whether there is to be a channel of the clip that comes with BitTube */
    Gateway(Settings settings, boolean demo) {
        this.settings = settings;
        this.demo = demo;
    }

    /** Where HTTP listens; only after the start. */
    int port() {
        return Objects.requireNonNull(server, "not started").actualPort();
    }

    /** The admin token when it was made at this start. */
    Optional<String> newToken() {
        return Objects.requireNonNull(stores, "not started").newToken();
    }

    @Override
    public Future<?> start() {
        return RtmpPorts.check(vertx, settings)
                .compose(done -> vertx.executeBlocking(() -> Stores.open(settings, demo, secureRandom)))
                .compose(this::assemble)
                .onSuccess(done -> {
                    readiness.started();
                    LOG.info("gateway started port={}", port());
                })
                .recover(failure -> stop().transform(done -> Future.failedFuture(failure)));
    }

    /** Takes no new viewers and encoders; the future ends when all viewers have gone, or the time is over. May be called from any thread. */
    Future<Void> drain(int seconds) {
        readiness.drain();
        TrackerService running = tracker;
        return running == null ? vertx.timer(seconds, TimeUnit.SECONDS).mapEmpty() : running.drain(seconds);
    }

    /** Viewers first, so that each hears why; the database last, for all others may still need it. */
    @Override
    public Future<Void> stop() {
        Stores open = stores;
        // The recorders first of all: a file that ends now becomes an object after the next start.
        Future<Void> recorded = ended(recorders == null ? null : recorders.close());
        return ended(channels == null ? null : channels.close())
                .eventually(() -> recorded)
                .eventually(() -> ended(console == null ? null : console.close()))
                .eventually(() -> ended(publishPoints == null ? null : publishPoints.close()))
                .eventually(() -> ended(tracker == null ? null : tracker.stop()))
                .eventually(() -> ended(registration == null ? null : registration.stop()))
                .eventually(() -> ended(server == null ? null : server.close()))
                .eventually(() -> ended(library == null ? null : library.close()))
                .eventually(() -> vertx.executeBlocking(() -> {
                    if (open != null) {
                        open.database().close();
                    }
                    return null;
                }));
    }

    private Future<Void> assemble(Stores opened) {
        stores = opened;
        ObjectAccess access = new ObjectAccess(Gateway::monotonicMillis);
        TrackerService ownTracker = ownTracker(new ObjectGuests(
                access,
                id -> library == null ? null : library.find(id),
                new PolicyAccess(doorkeeper, tellsHostCandidates())));
        tracker = ownTracker;
        registration = registration(ownTracker);
        TrackerGroups groups = new TrackerGroups(ownTracker, registration, tellsHostCandidates());
        Delivery viewers = new Delivery(vertx, settings, groups, Gateway::monotonicMillis, random);
        OwnLibrary own = new OwnLibrary(vertx, settings, opened, groups, access, guests::areInvited, secureRandom);
        library = own;
        Recorders recording = Recording.recorders(vertx, settings, opened.recordings(), own.recorded(), secureRandom);
        recorders = recording;
        PublishPoints points = new PublishPoints(rtmp(viewers), guests::mayPost);
        publishPoints = points;
        Sources sources = sources(points);
        Channels all = new Channels(
                vertx,
                opened.channels(),
                new ChannelFactory(
                        sources,
                        viewers,
                        recording,
                        System::currentTimeMillis,
                        secureRandom,
                        settings.get(GatewaySettings.OFFLINE_AFTER) * 1_000L),
                groups,
                settings.get(GatewaySettings.MAX_CHANNELS));
        channels = all;
        OperatorDoor door = new OperatorDoor(settings, opened.token(), secureRandom, Gateway::monotonicMillis);
        OwnConsole shown = new OwnConsole(vertx, opened, door, sources, all, viewers, groups, Gateway::monotonicMillis);
        console = shown;
        return own.open()
                .compose(done -> shown.open(own, desk))
                .compose(done -> recording.open())
                .onSuccess(done -> own.repairFrom(recording))
                .compose(done -> all.restore())
                .onSuccess(done -> {
                    if (registration != null) {
                        registration.start();
                    }
                })
                .compose(done -> demo ? ensureDemo(all) : Future.succeededFuture())
                .compose(done -> TrackerLists.watch(settings, ownTracker))
                .compose(done -> listenStun(ownTracker))
                .compose(done -> RtmpPorts.playing(settings) ? points.open() : Future.succeededFuture())
                .compose(done ->
                        listenHttp(router(opened, all, shown, points, recording, groups, viewers, own, ownTracker)));
    }

    private Router router(
            Stores opened,
            Channels all,
            OwnConsole shown,
            PublishPoints points,
            Recorders recording,
            TrackerGroups groups,
            Delivery viewers,
            OwnLibrary own,
            @Nullable TrackerService ownTracker) {
        ViewerAddress addresses = Proxies.addresses(settings);
        Router router = Router.router(vertx);
        router.route().handler(halfOpen::requested);
        for (int status : new int[] {400, 405, 413, 500}) {
            router.errorHandler(status, ApiFailures::answer);
        }
        router.errorHandler(404, WebPages::notFound);
        router.route().handler(new DrainGate(readiness));
        router.get("/health").handler(request -> JsonAnswer.send(request.response(), "{\"status\":\"ok\"}"));
        AdminOnly adminOnly = shown.adminOnly();
        shown.mount(router, demo);
        // Its door stands before what is told of a channel, too.
        viewers.mount(router, all, recording, guests);
        new ChannelApi(all, new ChannelJson(viewers, groups), adminOnly, secureRandom::nextBytes).mount(router);
        new PolicyApi(all, settings.get(GatewaySettings.TRACKER).isEmpty(), System::currentTimeMillis).mount(router);
        if (ownTracker != null) {
            ownTracker.mount(router, adminOnly);
        }
        operation(opened, new GatewayMeasurements(all, viewers, groups), ownTracker)
                .mount(router, new MetricsGate(settings.get(GatewaySettings.METRICS_TOKEN)), adminOnly);
        new FlvPushHandler(vertx, points, desk, addresses, Gateway::monotonicMillis).mount(router);
        new PublishSocketHandler(vertx, points, desk, addresses, Gateway::monotonicMillis).mount(router);
        own.mount(router, adminOnly, recording, Gateway::monotonicMillis);
        OEmbed oEmbed = new OEmbed(
                settings.get(GatewaySettings.TRUSTED_PROXIES)::isTrusted,
                address -> address.isObject() ? own.titleOf(address.name()) : titleOf(all.find(address.name())));
        oEmbed.mount(router);
        new WebPages(vertx, name -> all.find(name) != null, own::has, guests::showers, oEmbed).mount(router);
        return router;
    }

    /** What everybody may call it. */
    private static @Nullable String titleOf(@Nullable Channel channel) {
        if (channel == null || channel.policy().forTokens()) {
            return null;
        }
        return channel.about().title().isEmpty()
                ? channel.name()
                : channel.about().title();
    }

    private OperationPages operation(
            Stores opened, GatewayMeasurements delivered, @Nullable TrackerService ownTracker) {
        readiness.needs(
                "the database",
                () -> vertx.executeBlocking(() -> {
                    opened.database().check();
                    return null;
                }));
        List<Measurements.Source> sources = new ArrayList<>(
                List.of(delivered, new LoopLag(Gateway::monotonicMillis).watch(vertx), new ProcessMeasurements()));
        if (ownTracker != null) {
            sources.add(0, ownTracker);
        }
        return new OperationPages(readiness, sources);
    }

    private @Nullable TrackerService ownTracker(GroupAccess access) {
        if (!settings.get(GatewaySettings.TRACKER).isEmpty()) {
            return null;
        }
        String publicHost = settings.get(GatewaySettings.PUBLIC_HOST);
        TrackerOptions options = TrackerOptions.embedded(publicHost.isEmpty() ? null : publicHost)
                .withTurn(TurnSettings.servers(settings))
                .withProxies(settings.get(GatewaySettings.TRUSTED_PROXIES))
                .withAddressLimits(AddressLimits.DEFAULT
                        .withSockets(settings.get(GatewaySettings.SOCKETS_PER_ADDRESS))
                        .withBytesPerSecond(settings.get(GatewaySettings.MEGABYTES_PER_ADDRESS) << 20))
                .withWebTorrent(TrackerLists.spoken(settings));
        return new TrackerService(vertx, options, access, Gateway::monotonicMillis, random);
    }

    private @Nullable TrackerRegistration registration(@Nullable TrackerService ownTracker) {
        String key = settings.get(GatewaySettings.TRACKER_KEY);
        if (ownTracker != null || key.isEmpty()) {
            return null;
        }
        URI elsewhere = URI.create(settings.get(GatewaySettings.TRACKER));
        return new TrackerRegistration(vertx, elsewhere, key, settings.get(GatewaySettings.PUBLIC_URL));
    }

    private Sources sources(PublishPoints points) {
        MediaFolders folders = new MediaFolders(
                settings.mediaFolders().stream().map(Path::toAbsolutePath).toList());
        return new Sources(vertx, new UrlPolicy(), folders, points, System::currentTimeMillis, random);
    }

    private RtmpServer rtmp(Delivery viewers) {
        LiveStreams streams =
                name -> channels == null ? null : channels.streams().find(name);
        return new RtmpServer(
                vertx,
                settings.get(GatewaySettings.HTTP_HOST),
                RtmpPorts.of(settings),
                desk,
                RtmpPorts.playing(settings) ? new PlayDesk(streams, viewers.seats(), guests::mayPlay) : null,
                Gateway::monotonicMillis,
                secureRandom::nextBytes);
    }

    private boolean tellsHostCandidates() {
        return settings.get(GatewaySettings.HOST_CANDIDATES).equals("on");
    }

    private static Future<Void> ensureDemo(Channels all) {
        if (all.find(DEMO_CHANNEL) == null) {
            return all.create(DEMO_CHANNEL, new FileSpec(Path.of(DEMO_FILE), true), ChannelAbout.NOTHING, true, false)
                    .mapEmpty();
        }
        return all.start(DEMO_CHANNEL).mapEmpty();
    }

    private Future<Void> listenStun(@Nullable TrackerService ownTracker) {
        int port = settings.get(GatewaySettings.STUN_PORT);
        if (ownTracker == null || port == 0) {
            return Future.succeededFuture();
        }
        String alternate = settings.get(GatewaySettings.STUN_ALTERNATE_ADDRESS);
        return ownTracker
                .listenStun(new StunOptions(
                        settings.get(GatewaySettings.HTTP_HOST),
                        alternate.isEmpty() ? null : alternate,
                        port,
                        settings.get(GatewaySettings.STUN_PER_SECOND)))
                .recover(cause -> Future.failedFuture(Listening.stunFailure(settings, cause)))
                .mapEmpty();
    }

    private Future<Void> listenHttp(Router router) {
        // Held from here on: Vert.x closes a server that nobody refers to any more.
        HttpServer made = vertx.createHttpServer(Listening.http(settings)).requestHandler(router);
        server = made;
        halfOpen.watch(made, vertx);
        return made.listen()
                .recover(cause -> Future.failedFuture(Listening.httpFailure(settings, cause)))
                .mapEmpty();
    }

    private static Future<Void> ended(@Nullable Future<Void> end) {
        return end == null ? Future.succeededFuture() : end;
    }

    /** Milliseconds that never go back, from an arbitrary beginning. */
    private static long monotonicMillis() {
        return System.nanoTime() / 1_000_000;
    }
}
