package org.bittube.tracker.operation;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the system, or a person, tells the process to do. SIGTERM: drain, then end. SIGINT (Ctrl-C: somebody waits): end. Either of them once more: end at
 * once, whatever is under way. The exit status is 128 and the signal's number, as without all this.
 */
public final class EndSignals {
    private static final Logger LOG = LoggerFactory.getLogger(EndSignals.class);
    private static final int INTERRUPT = 130;
    private static final int TERMINATE = 143;

    private final Runnable drain;
    private final AtomicBoolean told = new AtomicBoolean();

    private EndSignals(Runnable drain) {
        this.drain = drain;
    }

    /**
     * Listens to the signals from now on. Where Java gives none (option {@code -Xrs}, another Java), they end the process without a drain.
     *
     * @param drain blocks until the process may end; what ends it in order is a hook of the runtime
     */
    public static void listen(Runnable drain) {
        EndSignals signals = new EndSignals(drain);
        try {
            // By reflection, for the compiler warns of this class, of which there is no other kind.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    EndSignals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        signals.on(
                                signal.getMethod("getName").invoke(arguments[0]).equals("TERM"));
                        return null;
                    });
            for (String name : new String[] {"TERM", "INT"}) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("signals are not listened to reason={}", e.toString());
        }
    }

    /** On a thread of its own for each signal. */
    private void on(boolean terminate) {
        int status = terminate ? TERMINATE : INTERRUPT;
        if (!told.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(status);
        }
        if (terminate) {
            drain.run();
        }
        System.exit(status);
    }
}
