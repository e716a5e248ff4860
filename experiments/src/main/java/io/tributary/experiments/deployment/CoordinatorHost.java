package io.tributary.experiments.deployment;

import io.tributary.operator.OperatorClient;
import io.tributary.secureagg.identity.VerifyingKey;
import java.net.URI;
import java.util.List;

/** A coordinator that answers, wherever it runs. Closing ends it. */
public interface CoordinatorHost extends AutoCloseable {
    /** Where it listens: loopback, any free port. */
    URI uri();

    /** Where its members listen, which any operator or device may ask. */
    default List<URI> members() {
        return List.of(uri());
    }

    /** Kills the member that plays a run when this round is under way. Of a coordinator of its own there is none to kill. */
    default void killPlayer(OperatorClient operator, String run, int round) {
        throw new UnsupportedOperationException("a coordinator of its own is not killed");
    }

    /** What devices pin. */
    VerifyingKey key();

    /** What operators show. */
    String operatorToken();

    /** Has a run fail when the coordinator ends before it; one in this JVM does not. */
    void watchedBy(RunWatch watch);

    @Override
    void close();
}
