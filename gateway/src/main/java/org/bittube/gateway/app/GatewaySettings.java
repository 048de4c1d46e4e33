package org.bittube.gateway.app;

import java.nio.file.Path;
import java.util.List;
import org.bittube.tracker.address.TrustedProxies;

/** Every setting that there is. The command line, its help and the README's table are made from this list. */
final class GatewaySettings {

    static final Setting<String> HTTP_HOST =
            new Setting<>("http-host", SettingType.host(), "0.0.0.0", "Address to listen on.");

    static final Setting<Integer> HTTP_PORT = new Setting<>(
            "http-port",
            SettingType.port(),
            "8080",
            "TCP port of everything: pages, API, streams, feed and tracker; 0 takes any free one.");

    static final Setting<Path> DATA_DIR = new Setting<>(
            "data-dir", SettingType.folder(), "bittube-data", "Folder of the database; made when it is missing.");

    static final Setting<String> ADMIN_TOKEN = new Setting<>(
            "admin-token",
            SettingType.token(),
            "",
            "Token for the API and the console, kept as a hash; when none is set, one is made at the first start and"
                    + " printed once (`demo` makes one for each run). Better set in the environment than as an"
                    + " option, which other users of the machine can see.");

    static final Setting<List<Path>> MEDIA_DIRS = new Setting<>(
            "media-dirs",
            SettingType.folders(),
            "",
            "Folders that `file` sources may read, with commas between; empty: `media` in the data folder.");

    static final Setting<Path> LIBRARY_DIR = new Setting<>(
            "library-dir",
            SettingType.optionalFolder(),
            "",
            "Folder of the objects that viewers download and watch; empty: `library` in the data folder.");

    static final Setting<Integer> UPLOAD_MEGABYTES = new Setting<>(
            "upload-megabytes",
            SettingType.number("MEGABYTES", 1, 1_048_576),
            "10000",
            "The largest file that becomes an object.");

    static final Setting<Integer> MAX_OBJECTS =
            new Setting<>("max-objects", SettingType.number("COUNT", 0, 1_000_000), "10000", "Objects at most.");

    static final Setting<Integer> FREE_MEGABYTES = new Setting<>(
            "free-megabytes",
            SettingType.number("MEGABYTES", 0, 1_000_000_000),
            "512",
            "Uploads are refused with which less than this would stay free on the library's disk.");

    static final Setting<Path> WATCH_DIR = new Setting<>(
            "watch-dir",
            SettingType.optionalFolder(),
            "",
            "Folder whose files become objects when they are complete; they stay there, too. Empty: none.");

    static final Setting<String> PUBLIC_HOST = new Setting<>(
            "public-host",
            SettingType.host(),
            "",
            "Name or address under which viewers reach this machine; empty: the one that they used.");

    static final Setting<Integer> STUN_PORT = new Setting<>(
            "stun-port", SettingType.port(), "3478", "UDP and TCP port of the STUN server; 0 turns it off.");

    static final Setting<String> STUN_ALTERNATE_ADDRESS = new Setting<>(
            "stun-alternate-address",
            SettingType.host(),
            "",
            "Second address of this machine, where `http-host` is the first: then clients can find out how their NAT behaves"
                    + " (RFC 5780), which takes the port behind `stun-port`, too. Empty: none.");

    static final Setting<Integer> STUN_PER_SECOND = new Setting<>(
            "stun-per-second",
            SettingType.number("COUNT", 1, 1_000_000),
            "50",
            "STUN requests a second of one address that are answered.");

    static final Setting<List<String>> TURN_URLS = new Setting<>(
            "turn-urls",
            SettingType.turnUrls(),
            "",
            "TURN servers that viewers may use who cannot reach each other, up to 8, with commas between:"
                    + " `turn:host:3478`, `turns:host:5349?transport=tcp`. They cost what they carry; nothing needs one. Empty: none.");

    static final Setting<String> TURN_SECRET = new Setting<>(
            "turn-secret",
            SettingType.token(),
            "",
            "Secret that those servers share with this one (coturn: `static-auth-secret`). Better set in the environment than as an option.");

    static final Setting<Integer> TURN_TTL = new Setting<>(
            "turn-ttl",
            SettingType.number("SECONDS", 60, 2_592_000),
            "86400",
            "Seconds for which a viewer may use them after it joined.");

    static final Setting<Integer> RTMP_PORT = new Setting<>(
            "rtmp-port",
            SettingType.port(),
            "1935",
            "TCP port for encoders that publish over RTMP, open while a channel runs that takes them; 0: never.");

    static final Setting<Integer> RTMPS_PORT = new Setting<>(
            "rtmps-port",
            SettingType.port(),
            "1936",
            "The same over TLS, open when there is a `tls-certificate`; 0: never.");

    static final Setting<String> RTMP_PLAY = new Setting<>(
            "rtmp-play",
            SettingType.onOrOff(),
            "off",
            "`on`: players get channels over RTMP, too, at `rtmp://your.server/live/CHANNEL`; those ports are always open"
                    + " then.");

    static final Setting<Path> TLS_CERTIFICATE = new Setting<>(
            "tls-certificate",
            SettingType.optionalFile(),
            "",
            "PEM file of the certificate for RTMPS, with its chain; renewed on the disk, it serves within a minute. Empty:"
                    + " no RTMPS.");

    static final Setting<Path> TLS_KEY = new Setting<>(
            "tls-key", SettingType.optionalFile(), "", "PEM file of that certificate's key, without a password.");

    static final Setting<String> TRACKER = new Setting<>(
            "tracker",
            SettingType.trackerUrl(),
            "",
            "Address of a tracker elsewhere, `wss://host/tracker`; empty: the built-in one.");

    static final Setting<String> TRACKER_KEY = new Setting<>(
            "tracker-key",
            SettingType.token(),
            "",
            "Gateway key of the tracker elsewhere: the gateway registers its groups there with it, and knows their viewers."
                    + " Better set in the environment. Empty: the tracker is not told, and no viewers are counted.");

    static final Setting<String> PUBLIC_URL = new Setting<>(
            "public-url",
            SettingType.pageUrl(),
            "",
            "Address under which viewers reach this gateway, `https://tv.example/`, for a tracker elsewhere to tell; empty: not told.");

    static final Setting<TrustedProxies> TRUSTED_PROXIES = new Setting<>(
            "trusted-proxies",
            SettingType.proxies(),
            "",
            "Proxies in front of the gateway, as addresses or networks with commas between: of their `X-Forwarded-For` the rightmost"
                    + " address that is no such proxy counts as the viewer's, for every limit of an address. Empty: none, the header is not looked at.");

    static final Setting<Integer> SOCKETS_PER_ADDRESS = new Setting<>(
            "sockets-per-address",
            SettingType.number("COUNT", 1, 1_000_000),
            "2000",
            "Sockets of the tracker that may be open from one address; behind a proxy that is not trusted, all viewers have one.");

    static final Setting<Integer> MEGABYTES_PER_ADDRESS = new Setting<>(
            "megabytes-per-address",
            SettingType.number("MEGABYTES", 1, 1_000),
            "8",
            "Megabytes a second that all sockets of the tracker from one address may send; four seconds of it at once.");

    static final Setting<String> WEBTORRENT = new Setting<>(
            "webtorrent",
            SettingType.onOrOff(),
            "off",
            "Whether the built-in tracker serves WebTorrent clients, too, on `/announce` and `/`; `off`, for its relaying costs you traffic.");

    static final Setting<Path> WEBTORRENT_ALLOW = new Setting<>(
            "webtorrent-allow",
            SettingType.optionalFile(),
            "",
            "File of the WebTorrent swarms that are served, one a line, read again when it changes; empty: any.");

    static final Setting<Path> WEBTORRENT_DENY = new Setting<>(
            "webtorrent-deny", SettingType.optionalFile(), "", "File of WebTorrent swarms that are not served.");

    static final Setting<Path> WEBTORRENT_ORIGINS = new Setting<>(
            "webtorrent-origins",
            SettingType.optionalFile(),
            "",
            "File of the origins, such as `https://tv.example`, whose pages are served as WebTorrent clients; empty: any.");

    static final Setting<String> WEBTORRENT_SCRAPE_ALL = new Setting<>(
            "webtorrent-scrape-all",
            SettingType.onOrOff(),
            "off",
            "Whether anybody may ask for the counts of all WebTorrent swarms.");

    static final Setting<String> HOST_CANDIDATES = new Setting<>(
            "host-candidates",
            SettingType.onOrOff(),
            "on",
            "Whether viewers are told the addresses that others have in their own networks; `off`: nobody is,"
                    + " WebTorrent clients included, and viewers in one network may not find each other. A channel's"
                    + " policy can turn it off for itself.");

    static final Setting<Integer> MAX_CHANNELS =
            new Setting<>("max-channels", SettingType.number("COUNT", 1, 10_000), "64", "Channels at most.");

    static final Setting<Integer> OFFLINE_AFTER = new Setting<>(
            "offline-after",
            SettingType.number("SECONDS", 1, 3_600),
            "10",
            "Viewers of a channel are told that it is interrupted when nothing has come for so many seconds.");

    static final Setting<Integer> WINDOW_SECONDS = new Setting<>(
            "window-seconds",
            SettingType.number("SECONDS", 5, 600),
            "60",
            "Seconds of each running channel kept in memory for viewers that ask for packets.");

    static final Setting<Integer> WINDOW_MEGABYTES = new Setting<>(
            "window-megabytes",
            SettingType.number("MEGABYTES", 1, 1_000),
            "64",
            "Memory of that window at most, for each running channel.");

    static final Setting<Integer> FEED_COPIES = new Setting<>(
            "feed-copies",
            SettingType.number("COUNT", 0, 100),
            "0",
            "Copies of each channel that the gateway feeds to viewers who hand it on; 0: by the number of viewers.");

    static final Setting<Integer> FEED_MEGABITS = new Setting<>(
            "feed-megabits",
            SettingType.number("MEGABITS", 1, 100_000),
            "100",
            "Mbit/s for all feeds together; viewers that are refused take packets over HTTP.");

    static final Setting<Integer> MAX_RELAY_VIEWERS = new Setting<>(
            "max-relay-viewers",
            SettingType.number("COUNT", 0, 1_000_000),
            "1000",
            "Viewers of FLV over HTTP at most, over all channels; further ones are answered 503.");

    static final Setting<Integer> PULLS_PER_SECOND = new Setting<>(
            "pulls-per-second",
            SettingType.number("COUNT", 1, 100_000),
            "100",
            "Requests for packets a second that one viewer address may make.");

    static final Setting<Path> RECORDINGS_DIR = new Setting<>(
            "recordings-dir",
            SettingType.optionalFolder(),
            "",
            "Folder of the recordings; empty: `recordings` in the data folder.");

    static final Setting<Integer> RECORDING_MINUTES = new Setting<>(
            "recording-minutes",
            SettingType.number("MINUTES", 0, 28_800),
            "360",
            "A recording goes on in a new file after so many minutes; 0: after 20 days.");

    static final Setting<Integer> RECORDING_MEGABYTES = new Setting<>(
            "recording-megabytes",
            SettingType.number("MEGABYTES", 0, 1_000_000),
            "4000",
            "A recording goes on in a new file after so many megabytes; 0: at any size.");

    static final Setting<Integer> RECORDINGS_KEEP_DAYS = new Setting<>(
            "recordings-keep-days",
            SettingType.number("DAYS", 0, 36_500),
            "0",
            "Finished recordings are deleted after so many days; 0: never.");

    static final Setting<Integer> RECORDINGS_KEEP_COUNT = new Setting<>(
            "recordings-keep-count",
            SettingType.number("COUNT", 0, 1_000_000),
            "0",
            "Finished recordings of each channel that are kept, the newest ones; 0: all.");

    static final Setting<Integer> RECORDINGS_FREE_MEGABYTES = new Setting<>(
            "recordings-free-megabytes",
            SettingType.number("MEGABYTES", 0, 100_000_000),
            "500",
            "Megabytes of the disk that recordings leave free: the oldest finished ones are deleted, then recording ends.");

    static final Setting<String> RECORDINGS_VISIBILITY = new Setting<>(
            "recordings-visibility",
            SettingType.visibilityOrOff(),
            "unlisted",
            "Who sees the objects that finished recordings become: `unlisted` (whoever knows the id), `public` (everybody,"
                    + " they stand in the list); `off`: they stay files.");

    static final Setting<String> METRICS_TOKEN = new Setting<>(
            "metrics-token",
            SettingType.token(),
            "",
            "Bearer token with which `/metrics` is read from anywhere. Better set in the environment. Empty: it is read from this machine only.");

    static final Setting<Integer> DRAIN_SECONDS = new Setting<>(
            "drain-seconds",
            SettingType.number("SECONDS", 0, 600),
            "5",
            "For how long viewers have time to go after SIGTERM; a second SIGTERM ends everything at once.");

    static final Setting<String> LOG_LEVEL = new Setting<>(
            "log-level", SettingType.logLevel(), "info", "How much is logged: `error`, `warn`, `info` or `debug`.");

    static final Setting<String> LOG_FORMAT = new Setting<>(
            "log-format",
            SettingType.logFormat(),
            "text",
            "`json`: each line of the log is a JSON object, and what is printed at the start goes to the standard error.");

    /** In the order in which they are shown. */
    static final List<Setting<?>> ALL = List.of(
            HTTP_HOST,
            HTTP_PORT,
            DATA_DIR,
            ADMIN_TOKEN,
            MEDIA_DIRS,
            LIBRARY_DIR,
            UPLOAD_MEGABYTES,
            MAX_OBJECTS,
            FREE_MEGABYTES,
            WATCH_DIR,
            PUBLIC_HOST,
            STUN_PORT,
            STUN_ALTERNATE_ADDRESS,
            STUN_PER_SECOND,
            TURN_URLS,
            TURN_SECRET,
            TURN_TTL,
            RTMP_PORT,
            RTMPS_PORT,
            RTMP_PLAY,
            TLS_CERTIFICATE,
            TLS_KEY,
            TRACKER,
            TRACKER_KEY,
            PUBLIC_URL,
            TRUSTED_PROXIES,
            SOCKETS_PER_ADDRESS,
            MEGABYTES_PER_ADDRESS,
            WEBTORRENT,
            WEBTORRENT_ALLOW,
            WEBTORRENT_DENY,
            WEBTORRENT_ORIGINS,
            WEBTORRENT_SCRAPE_ALL,
            HOST_CANDIDATES,
            MAX_CHANNELS,
            OFFLINE_AFTER,
            WINDOW_SECONDS,
            WINDOW_MEGABYTES,
            FEED_COPIES,
            FEED_MEGABITS,
            MAX_RELAY_VIEWERS,
            PULLS_PER_SECOND,
            RECORDINGS_DIR,
            RECORDING_MINUTES,
            RECORDING_MEGABYTES,
            RECORDINGS_KEEP_DAYS,
            RECORDINGS_KEEP_COUNT,
            RECORDINGS_FREE_MEGABYTES,
            RECORDINGS_VISIBILITY,
            METRICS_TOKEN,
            DRAIN_SECONDS,
            LOG_LEVEL,
            LOG_FORMAT);

    private GatewaySettings() {}
}
