package org.bittube.gateway.api;

import io.vertx.ext.web.RoutingContext;
import org.bittube.db.DatabaseException;
import org.bittube.gateway.channel.ChannelException;
import org.bittube.gateway.http.Problem;
import org.bittube.gateway.library.LibraryException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a handler failed with into a problem. */
public final class ApiFailures {

    private static final Logger LOG = LoggerFactory.getLogger(ApiFailures.class);

    private ApiFailures() {}

    /** A failure handler for routes. */
    public static void answer(RoutingContext request) {
        ApiProblem.answer(request, problem(request));
    }

    private static Problem problem(RoutingContext request) {
        Throwable failure = request.failure();
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure instanceof ChannelException refused) {
            int status =
                    switch (refused.reason()) {
                        case UNKNOWN -> 404;
                        case EXISTS, FULL -> 409;
                        case REFUSED -> 400;
                    };
            return ApiProblem.of(status, String.valueOf(refused.getMessage()));
        }
        if (failure instanceof LibraryException refused) {
            return ApiProblem.of(status(refused.reason()), String.valueOf(refused.getMessage()));
        }
        if (failure instanceof DatabaseException broken) {
            LOG.error("database failed path={}", request.normalizedPath(), broken);
            return ApiProblem.of(500, String.valueOf(broken.getMessage()));
        }
        return switch (request.statusCode()) {
            case 400 -> ApiProblem.of(400, "The request is malformed: check its address and headers.");
            case 404 -> ApiProblem.of(404, "There is nothing at this address: check its spelling.");
            case 405 -> ApiProblem.of(405, "This address does not take that method: see the API's documentation.");
            case 413 -> ApiProblem.of(413, "The body is larger than " + JsonBody.MOST_BYTES + " bytes: shorten it.");
            default -> broken(request, failure);
        };
    }

    private static int status(LibraryException.Reason reason) {
        return switch (reason) {
            case UNKNOWN -> 404;
            case REFUSED, CUT_OFF -> 400;
            case FULL -> 409;
            case TOO_LARGE -> 413;
            case BUSY -> 423;
            case NO_SPACE -> 507;
        };
    }

    private static Problem broken(RoutingContext request, @Nullable Throwable failure) {
        LOG.error("request failed method={} path={}", request.request().method(), request.normalizedPath(), failure);
        return ApiProblem.of(500, "BitTube made a mistake: its log has the details.");
    }
}
