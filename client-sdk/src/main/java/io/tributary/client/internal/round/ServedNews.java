package io.tributary.client.internal.round;

import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.Phase;
import io.tributary.client.internal.model.ModelStore;
import io.tributary.client.internal.session.StepRunner;
import io.tributary.client.serving.EdgeModel;
import io.tributary.client.transport.TransportException;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.RejectedException;
import java.io.IOException;
import java.util.Optional;

/** Tells when fetching has changed the version that is served of a model. One thread. */
public record ServedNews(ModelStore models, StepRunner runner) {
    <T> T around(String model, String run, int round, StepRunner.Step<T> fetch)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        Optional<Integer> before = served(model);
        T result = fetch.run();
        served(model).filter(now -> !Optional.of(now).equals(before)).ifPresent(
                now -> runner.tell(new ClientEvent.Served(Phase.FETCH, run, round, model, now)));
        return result;
    }

    private Optional<Integer> served(String model) {
        return models.model(model).map(EdgeModel::version);
    }
}
