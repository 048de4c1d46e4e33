package org.bittube.gateway.console;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;

/** Where viewers report to, if that is in this process. */
@FunctionalInterface
public interface ViewerReports {
    /** The reports of these channels; one of which nothing is known is absent. Completes on the event loop of the caller. */
    Future<Map<String, ViewerReport>> of(Collection<String> channels);
}
