package io.tributary.experiments.deployment;

import io.tributary.secureagg.identity.VerifyingKey;
import java.net.URI;

/** A coordinator that answers, wherever it runs. Closing ends it. */
public interface CoordinatorHost extends AutoCloseable {
    /** Where it listens: loopback, any free port. */
    URI uri();

    /** What devices pin. */
    VerifyingKey key();

    /** What operators show. */
    String operatorToken();

    /** Has a run fail when the coordinator ends before it; one in this JVM does not. */
    void watchedBy(RunWatch watch);

    @Override
    void close();
}
