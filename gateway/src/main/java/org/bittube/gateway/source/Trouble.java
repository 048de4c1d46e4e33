package org.bittube.gateway.source;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.bittube.gateway.encoding.PlainText;

/** What stood between a source and its server, in an operator's words: the host is told, the rest of the URL never. */
final class Trouble {
    private Trouble() {}

    /** Why there is no connection. */
    static String connecting(URI url, Throwable trouble) {
        if (trouble instanceof SourceRefused) {
            return String.valueOf(trouble.getMessage());
        }
        String host = UrlPolicy.hostOf(url);
        if (trouble instanceof UnknownHostException) {
            return "The host " + host + " is not known: check the URL.";
        }
        if (trouble instanceof SSLException) {
            return "The TLS handshake with " + host + " failed (" + cause(trouble)
                    + "): check that its certificate is valid for that name.";
        }
        if (trouble instanceof ConnectException) {
            return "No connection to " + host + ": check the URL and that the server is running.";
        }
        return "The request to " + host + " failed: " + cause(trouble) + ".";
    }

    /** Why a connection is over that was there. */
    static String broken(Throwable trouble) {
        return "The connection to the source broke: " + cause(trouble) + ".";
    }

    /** The source was silent, in the way that {@code what} tells: "sent nothing for ". */
    static String silent(String what, long patienceMillis) {
        String patience = patienceMillis % 1000 == 0 ? patienceMillis / 1000 + " s" : patienceMillis + " ms";
        return "The source " + what + patience + ": check that the encoder is running.";
    }

    private static String cause(Throwable trouble) {
        String message = trouble.getMessage();
        return PlainText.of(
                message == null || message.isEmpty() ? trouble.getClass().getSimpleName() : message);
    }
}
