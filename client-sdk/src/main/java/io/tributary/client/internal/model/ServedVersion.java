package io.tributary.client.internal.model;

import io.tributary.client.serving.AlteredModelException;
import io.tributary.client.serving.EdgeModel.Classification;
import io.tributary.learning.Predictor;
import io.tributary.learning.PredictorLoader;
import io.tributary.protocol.RejectedException;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    private final ServedBy by;
    private final AtomicInteger users = new AtomicInteger(1);
    private volatile boolean superseded;
    private @Nullable Predictor predictor;

    ServedVersion(HeldModel held, ModelDirectory directory, ServedBy by) {
        this.held = held;
        this.directory = directory;
        this.by = by;
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
            predictor = load();
        }
        return predictor;
    }

    private Predictor load() {
        PredictorLoader loader = by.loader().orElseThrow(() -> new IllegalStateException("this client cannot "
                + "predict: add io.tributary:tributary-learning-djl to the class path, or set predictorLoader(...)"));
        try {
            return loader.load(held.plan().content(), parameters(),
                    by.memories().apply(held.manifest().content().origin().run()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Classification classify(float[] input) {
        float[] probabilities = predictor().predict(input);
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return new Classification(held.manifest().content().modelSignature().labels().get(best), best,
                probabilities[best]);
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
