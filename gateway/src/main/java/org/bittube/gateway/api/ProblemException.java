package org.bittube.gateway.api;

import org.bittube.gateway.http.Problem;

/** A request that is answered with a {@link Problem}: an ordinary outcome. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(int status, String detail) {
        // No stack trace: this is an answer, and whoever sends nonsense must not make it expensive.
        super(detail, null, false, false);
        problem = ApiProblem.of(status, detail);
    }

    Problem problem() {
        return problem;
    }
}
