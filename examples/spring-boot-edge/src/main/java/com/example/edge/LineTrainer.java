package com.example.edge;

import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Fits {@code cooling = slope * colder + offset} to this room's readings: pairs of both, in {@code room.readings}. */
@Component
class LineTrainer implements LocalTrainer {
    private final List<Float> readings;

    LineTrainer(@Value("${room.readings}") List<Float> readings) {
        this.readings = readings;
    }

    @Override
    public TrainingOutcome train(TrainingTask task) {
        float[] received = task.model();
        float[] line = received.clone();
        float rate = (float) task.plan().training().optimizer().learningRate();
        double loss = 0;
        for (int i = 0; i < readings.size(); i += 2) {
            float error = line[0] * readings.get(i) + line[1] - readings.get(i + 1);
            line[0] -= rate * error * readings.get(i);
            line[1] -= rate * error;
            loss += 2d * error * error / readings.size();
        }
        return new TrainingOutcome(new float[] {line[0] - received[0], line[1] - received[1]}, readings.size() / 2,
                loss);
    }
}
