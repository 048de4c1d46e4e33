package org.bittube.gateway.source;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Makes sources from what operators ask for. */
public final class Sources {
    private final Vertx vertx;
    private final UrlPolicy urls;
    private final MediaFolders folders;
    private final PublishPoints points;
    private final LongSupplier clockMillis;
    private final RandomGenerator random;

    /**
     * @param points where encoders that come by themselves are awaited
     * @param clockMillis Unix milliseconds
     * @param random for the jitter of reconnects; used on event loops only
     */
    public Sources(
            Vertx vertx,
            UrlPolicy urls,
            MediaFolders folders,
            PublishPoints points,
            LongSupplier clockMillis,
            RandomGenerator random) {
        this.vertx = vertx;
        this.urls = urls;
        this.folders = folders;
        this.points = points;
        this.clockMillis = clockMillis;
        this.random = random;
    }

    /**
     * Whether the source would be welcome: a host that resolves to a refused address or a path outside of the media folders
     * fails with {@link SourceRefused}. A file that is not there yet, and a host that does not resolve, are no reason to refuse. Checked
     * again at each open.
     */
    public Future<Void> check(SourceSpec spec) {
        return vertx.executeBlocking(
                () -> {
                    if (spec instanceof HttpFlvSpec http) {
                        urls.check(http.url());
                    } else if (spec instanceof HlsSpec hls) {
                        urls.check(hls.url());
                    } else if (spec instanceof RtmpSpec rtmp) {
                        urls.check(rtmp.url());
                    } else if (spec instanceof FileSpec file) {
                        folders.resolve(file.path());
                    } else if (spec instanceof FilesSpec files) {
                        for (Path path : files.paths()) {
                            folders.resolve(path);
                        }
                    }
                    return null;
                },
                false);
    }

    /**
     * A source, not started yet.
     *
     * @param channel for which it is; encoders that come by themselves ask for it by this name
     */
    public Source create(String channel, SourceSpec spec) {
        if (spec instanceof PublishSpec publish) {
            return new PublishSource(vertx, channel, publish, points, clockMillis);
        }
        if (spec instanceof HttpFlvSpec http) {
            return new HttpFlvSource(vertx, http, urls, clockMillis, random);
        }
        if (spec instanceof HlsSpec hls) {
            return new HlsSource(vertx, hls, urls, clockMillis, random);
        }
        if (spec instanceof RtmpSpec rtmp) {
            return new RtmpSource(vertx, rtmp, urls, HttpTimings.DEFAULT, new ClientSSLOptions(), clockMillis, random);
        }
        if (spec instanceof FilesSpec files) {
            return new PlayedFilesSource(vertx, files, folders, clockMillis);
        }
        FileSpec file = (FileSpec) spec;
        return file.loop()
                ? new PlayedFilesSource(vertx, new FilesSpec(List.of(file.path()), true), folders, clockMillis)
                : new FileTailSource(vertx, file, folders, clockMillis);
    }
}
