package io.tributary.client.examples;

import io.tributary.client.FederatedClient;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingOutcome;
import java.net.URI;
import java.nio.file.Path;

/** Learns with other thermostats how rooms cool, y = a x + b, by gradient descent of its own: no framework, no data sent. */
final class Thermostat {
    private Thermostat() {}

    static LocalTrainer trainer(float[] x, float[] y) {
        return task -> {
            float[] model = task.model().clone();
            float rate = (float) task.plan().training().optimizer().learningRate();
            double loss = 0;
            for (int i = 0; i < x.length; i++) {
                float error = model[0] * x[i] + model[1] - y[i];
                model[0] -= rate * error * x[i];
                model[1] -= rate * error;
                loss += (double) error * error / x.length;
            }
            float[] delta = {model[0] - task.model()[0], model[1] - task.model()[1]};
            return new TrainingOutcome(delta, x.length, loss);
        };
    }

    /** The directory holds trust.json, the keys of the model's owner and of the coordinator; the rest comes by itself. */
    static float[] learn(URI coordinator, Path directory, float[] x, float[] y) throws Exception {
        try (FederatedClient client = FederatedClient.builder().coordinator(coordinator).device("thermostat-1")
                .directory(directory).trainer(trainer(x, y)).build()) {
            client.run();
            return client.model().orElseThrow().parameters();
        }
    }
}
