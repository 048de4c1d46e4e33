package org.bittube.gateway.source;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which URLs a source may be pulled from. Loopback and private addresses are welcome, for encoders live there; link-local addresses
 * and those of cloud metadata services are not, for they would hand the machine's own credentials to whoever may create a channel.
 */
public final class UrlPolicy {
    private final Resolver resolver;

    /** Turns a host name into addresses. Blocking. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** Asks the operating system. */
    public UrlPolicy() {
        this(InetAddress::getAllByName);
    }

    public UrlPolicy(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * Judges the form alone, without asking for addresses.
     *
     * @throws SourceRefused when it is not an absolute http or https URL with a host
     */
    public static void requireHttp(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new SourceRefused("The source's URL must begin with http:// or https://.");
        }
        requireHost(url, "http://host:port/path");
    }

    /**
     * Judges host and port alone.
     *
     * @param form how such a URL is written
     * @throws SourceRefused when it names no host, or no port that there is
     */
    static void requireHost(URI url, String form) {
        if (url.getHost() == null || url.getHost().isEmpty()) {
            throw new SourceRefused("The source's URL names no host: write it as " + form + ".");
        }
        if (url.getPort() > 65_535 || url.getPort() == 0) {
            throw new SourceRefused("The source's URL has port " + url.getPort() + ": use 1 to 65535.");
        }
    }

    /**
     * Refuses what {@link #addressesOfHost} would; a name that does not resolve now is let through, for it may later. Blocking.
     *
     * @throws SourceRefused in an operator's words
     */
    public void check(URI url) {
        try {
            addressesOfHost(url);
        } catch (UnknownHostException e) {
            // Said in the status when the source starts.
        }
    }

    /**
     * The same as {@link #addressesOfHost}, of an http or https URL only. Blocking.
     *
     * @throws SourceRefused in an operator's words, also when the URL is of another kind
     * @throws UnknownHostException when the name does not resolve
     */
    public List<InetAddress> addresses(URI url) throws UnknownHostException {
        requireHttp(url);
        return addressesOfHost(url);
    }

    /**
     * The addresses to connect to, all of them checked: whoever connects must use these and not resolve the name again, else a
     * name server could give another answer the second time. Blocking.
     *
     * @throws SourceRefused in an operator's words, when any address is refused
     * @throws UnknownHostException when the name does not resolve
     */
    List<InetAddress> addressesOfHost(URI url) throws UnknownHostException {
        String bare = hostOf(url);
        List<InetAddress> checked = new ArrayList<>();
        for (InetAddress address : resolver.resolve(bare)) {
            if (RefusedAddresses.contains(address)) {
                throw new SourceRefused(
                        "The host " + bare
                                + " is a link-local, multicast or cloud-metadata address: give the address of the encoder itself.");
            }
            checked.add(address);
        }
        if (checked.isEmpty()) {
            throw new UnknownHostException(bare);
        }
        return checked;
    }

    /** The host without the brackets of an IPv6 literal; call it after {@link #requireHost}. */
    static String hostOf(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
