package org.bittube.gateway.client;

import java.io.IOException;
import java.net.ConnectException;

/**
 * Tries again what may go well the next time, with longer and longer pauses. Who has never been reached at all is not waited for: that is a
 * wrong address more often than a gateway that just starts.
 */
final class Attempts {
    private static final int MOST = 6;
    private static final long FIRST_PAUSE_MILLIS = 500;

    private final Waiting waiting;
    private boolean reached;

    Attempts(Waiting waiting) {
        this.waiting = waiting;
    }

    /** Something that goes over the network. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException, InterruptedException;
    }

    /**
     * What the action answers in the end.
     *
     * @param aim for the error, such as "reach http://…"
     * @throws ClientException when the last attempt failed, or another one will not help
     */
    <T> T run(String aim, Action<T> action) {
        for (int attempt = 1; ; attempt++) {
            try {
                T answer = action.run();
                reached = true;
                return answer;
            } catch (TryLater later) {
                reached = true;
                if (attempt == MOST) {
                    throw ClientException.failed(words(later), later);
                }
                pause(Math.max(later.afterMillis(), pauseMillis(attempt)));
            } catch (IOException e) {
                if (attempt == MOST || (e instanceof ConnectException && !reached)) {
                    throw ClientException.failed("could not " + aim + ": " + words(e), e);
                }
                pause(pauseMillis(attempt));
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    /** What an exception says, or its kind when it says nothing. */
    static String words(Throwable e) {
        String message = e.getMessage();
        if (e instanceof ConnectException) {
            return "no connection";
        }
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    static ClientException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return ClientException.failed("interrupted", e);
    }

    private void pause(long millis) {
        try {
            waiting.millis(millis);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static long pauseMillis(int attempt) {
        return FIRST_PAUSE_MILLIS << (attempt - 1);
    }
}
