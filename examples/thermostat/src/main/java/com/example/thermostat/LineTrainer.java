package com.example.thermostat;

import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.plan.RunPlan;

/** Fits {@code cooling = slope * colder + offset} to the readings by gradient descent, without any framework. */
final class LineTrainer implements LocalTrainer {
    private final Readings readings;

    LineTrainer(Readings readings) {
        this.readings = readings;
    }

    /** A plan for another network is declined before its model is fetched. */
    @Override
    public void requireFit(RunPlan plan) throws TrainingException {
        if (!plan.spec().architecture().equals("line") || plan.layout().size() != 2) {
            throw new TrainingException("a thermostat trains the network 'line' of 2 values, not '"
                    + plan.spec().architecture() + "' of " + plan.layout().size());
        }
    }

    @Override
    public TrainingOutcome train(TrainingTask task) {
        float[] received = task.model();
        float[] line = received.clone();
        float rate = (float) task.plan().training().optimizer().learningRate();
        double loss = 0;
        for (int i = 0; i < readings.size(); i++) {
            float error = line[0] * readings.colder()[i] + line[1] - readings.cooling()[i];
            line[0] -= rate * error * readings.colder()[i];
            line[1] -= rate * error;
            loss += (double) error * error / readings.size();
        }
        float[] change = {line[0] - received[0], line[1] - received[1]};
        return new TrainingOutcome(change, readings.size(), loss);
    }
}
