package io.tributary.client.serving;

import io.tributary.learning.Predictor;
import io.tributary.learning.PredictorLoader;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A version being served. Counts those who use it, its edge model being the first: when the last one leaves, the predictor is
 * closed, and the files are deleted if another version took this one's place.
 */
final class ServedVersion {
    private static final Logger LOG = LoggerFactory.getLogger(ServedVersion.class);
    private final HeldModel held;
    private final ModelDirectory directory;
    private final Optional<PredictorLoader> loader;
    private final AtomicInteger users = new AtomicInteger(1);
    private volatile boolean superseded;
    private @Nullable Predictor predictor;

    ServedVersion(HeldModel held, ModelDirectory directory, Optional<PredictorLoader> loader) {
        this.held = held;
        this.directory = directory;
        this.loader = loader;
    }

    HeldModel held() {
        return held;
    }

    /** Whether the version may be used; then {@link #leave} must follow. */
    boolean enter() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    void leave() {
        if (users.decrementAndGet() == 0) {
            closePredictor();
            if (superseded) {
                forget();
            }
        }
    }

    /** The edge model leaves this version for another one. */
    void supersede() {
        superseded = true;
        leave();
    }

    private void forget() {
        try {
            directory.forget(held);
        } catch (IOException failed) {
            LOG.warn("files of a superseded version stay on disk until the next start", failed);
        }
    }

    private synchronized void closePredictor() {
        if (predictor != null) {
            predictor.close();
            predictor = null;
        }
    }

    /** Loaded by the first call that needs it, because most devices train more often than they predict. */
    synchronized Predictor predictor() {
        if (predictor == null) {
            RunPlan plan = held.plan().content();
            predictor = loader.orElseThrow(() -> new IllegalStateException("this client cannot predict: give a "
                    + "PredictorLoader to FederatedClient.builder().predictorLoader(...)"))
                    .load(plan.spec(), plan.layout(), parameters());
        }
        return predictor;
    }

    float[] parameters() {
        try {
            return directory.pack(held).model();
        } catch (RejectedException altered) {
            throw new AlteredModelException(altered);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
