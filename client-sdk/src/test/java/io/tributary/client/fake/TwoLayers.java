package io.tributary.client.fake;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.Examples;
import io.tributary.learning.architecture.Architectures;
import io.tributary.learning.architecture.Placement;
import io.tributary.learning.method.GradientTerm;
import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;
import java.util.Optional;

/** An {@code mlp} with one hidden layer in plain Java: softmax cross-entropy and gradient descent on all examples at once. */
final class TwoLayers {
    private final Placement placement;
    private final int inputs;
    private final int hidden;
    private final int classes;
    /** Weight and bias of the first layer, then of the second. */
    private final float[] values;

    private TwoLayers(RunPlan plan, Placement placement, float[] values) {
        this.placement = placement;
        this.inputs = plan.spec().input().get(0);
        this.hidden = plan.spec().hidden().get(0);
        this.classes = plan.spec().classes();
        this.values = values;
    }

    /** Puts together what travels and what the device kept, which on a new device is the run's initial weights. */
    static TwoLayers of(RunPlan plan, float[] model, DeviceMemory memory) throws IOException {
        Placement placement = Placement.of(plan);
        float[] initial = Architectures.initial(plan.spec(), plan.seed());
        float[] local = memory.read(DeviceMemory.LOCAL).orElse(placement.local(initial));
        float[] values = new float[initial.length];
        int from = 0;
        for (Placement.Place place : placement.places()) {
            int size = place.parameter().size();
            System.arraycopy(place.local() ? local : model, place.offset(), values, from, size);
            from += size;
        }
        return new TwoLayers(plan, placement, values);
    }

    float[] travelling() {
        return placement.travelling(values);
    }

    float[] local() {
        return placement.local(values);
    }

    float[] probabilities(float[] input) {
        return softmax(second(first(input)));
    }

    private float[] first(float[] input) {
        float[] out = new float[hidden];
        for (int i = 0; i < hidden; i++) {
            float sum = values[hidden * inputs + i];
            for (int j = 0; j < inputs; j++) {
                sum += values[i * inputs + j] * input[j];
            }
            out[i] = Math.max(0, sum);
        }
        return out;
    }

    private int secondLayer() {
        return hidden * inputs + hidden;
    }

    private float[] second(float[] active) {
        float[] out = new float[classes];
        for (int i = 0; i < classes; i++) {
            float sum = values[secondLayer() + classes * hidden + i];
            for (int j = 0; j < hidden; j++) {
                sum += values[secondLayer() + i * hidden + j] * active[j];
            }
            out[i] = sum;
        }
        return out;
    }

    private static float[] softmax(float[] logits) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (Math.exp(logits[i]) / sum);
        }
        return probabilities;
    }

    /** One step down the gradient, which a method may add to. @return the mean loss before it */
    double step(Examples examples, double rate, Optional<GradientTerm> pull) {
        float[] gradient = new float[values.length];
        double loss = 0;
        for (int example = 0; example < examples.size(); example++) {
            float[] input = new float[inputs];
            examples.read(example, input, 0);
            loss += addGradient(input, examples.label(example), 1f / examples.size(), gradient);
        }
        descend(gradient, rate, pull);
        return loss / examples.size();
    }

    private double addGradient(float[] input, int label, float scale, float[] gradient) {
        float[] active = first(input);
        float[] probabilities = softmax(second(active));
        float[] back = new float[hidden];
        for (int i = 0; i < classes; i++) {
            float error = (probabilities[i] - (i == label ? 1 : 0)) * scale;
            gradient[secondLayer() + classes * hidden + i] += error;
            for (int j = 0; j < hidden; j++) {
                gradient[secondLayer() + i * hidden + j] += error * active[j];
                back[j] += error * values[secondLayer() + i * hidden + j];
            }
        }
        for (int i = 0; i < hidden; i++) {
            if (active[i] > 0) {
                gradient[hidden * inputs + i] += back[i];
                for (int j = 0; j < inputs; j++) {
                    gradient[i * inputs + j] += back[i] * input[j];
                }
            }
        }
        return -Math.log(probabilities[label]);
    }

    private void descend(float[] gradient, double rate, Optional<GradientTerm> pull) {
        int from = 0;
        for (Placement.Place place : placement.places()) {
            for (int i = 0; i < place.parameter().size() && place.trained(); i++) {
                float added = pull.isEmpty() || place.local() ? 0
                        : pull.get().slope() * values[from + i] + pull.get().shift()[place.offset() + i];
                values[from + i] -= (float) (rate * (gradient[from + i] + added));
            }
            from += place.parameter().size();
        }
    }
}
