package io.tributary.client.internal.application;

import io.tributary.client.eligibility.EligibilityProvider;
import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientListener;
import io.tributary.learning.Predictor;
import io.tributary.learning.PredictorLoader;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.ModelSignature;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of an application, each as it should be: none returns null, throws an error or keeps its caller for ever. */
public final class ApplicationParts {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationParts.class);
    private static final Duration LISTENER = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private final ApplicationCode code;

    public ApplicationParts(ApplicationCode code) {
        this.code = code;
    }

    /** A listener that is told what can be told. */
    public ClientListener listener(ClientListener given) {
        return event -> tell(given, event);
    }

    private void tell(ClientListener given, ClientEvent event) {
        attempt(Part.LISTENER, LISTENER, () -> {
            given.on(event);
            return null;
        });
    }

    /** Conditions, or an {@link IllegalStateException} with the reason why there are none. */
    public EligibilityProvider conditions(EligibilityProvider given) {
        return () -> required(Part.CONDITIONS, given::current);
    }

    /** What the device's data is for a model, or an {@link IllegalStateException} with the reason why that is not known. */
    public Function<ModelSignature, DataSignature> data(Function<ModelSignature, DataSignature> given) {
        return model -> required(Part.DATA, () -> given.apply(model));
    }

    private <T> T required(Part part, Callable<@Nullable T> call) {
        try {
            T answer = code.call(part, ANSWER, call);
            if (answer == null) {
                throw new IllegalStateException(part + " returned null");
            }
            return answer;
        } catch (ExecutionException thrown) {
            throw new IllegalStateException(String.valueOf(thrown.getCause()), thrown.getCause());
        } catch (ApplicationException late) {
            throw new IllegalStateException(late.getMessage(), late);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the client is closing", closing);
        }
    }

    /** Predictors, or an {@link IOException}. They are called by whoever predicts, and closed by the client. */
    public PredictorLoader loader(PredictorLoader given) {
        return (plan, model, memory) -> {
            Predictor loaded;
            try {
                loaded = given.load(plan, model, memory);
            } catch (RuntimeException | Error thrown) {
                throw new IOException("the predictor loader threw " + thrown, thrown);
            }
            return closedSafely(loaded);
        };
    }

    private Predictor closedSafely(@Nullable Predictor loaded) throws IOException {
        if (loaded == null) {
            throw new IOException("the predictor loader returned null");
        }
        return new Predictor() {
            @Override
            public float[] predict(float[] input) {
                return loaded.predict(input);
            }

            @Override
            public void close() {
                attempt(Part.PREDICTOR, CLOSING, () -> {
                    loaded.close();
                    return null;
                });
            }
        };
    }

    private void attempt(Part part, Duration limit, Callable<@Nullable Object> call) {
        try {
            code.call(part, limit, call);
        } catch (ExecutionException thrown) {
            LOG.warn("{} threw", part, thrown.getCause());
        } catch (ApplicationException late) {
            LOG.warn("{}; the client goes on without it", late.getMessage());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
