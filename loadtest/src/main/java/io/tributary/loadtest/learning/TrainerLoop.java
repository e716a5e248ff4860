package io.tributary.loadtest.learning;

import io.tributary.learning.Examples;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.architecture.Architectures;
import io.tributary.learning.djl.DjlTrainer;
import java.util.SplittableRandom;

/** Tributary's own training, watched from its data: a step begins when the first example of its batch is read. */
final class TrainerLoop {
    private TrainerLoop() {}

    static StepTimes run(StepCase what) throws TrainingException, InterruptedException {
        Clock clock = new Clock(what);
        float[] model = Architectures.initial(what.spec(), 1);
        new DjlTrainer(clock).train(new TrainingTask(what.plan(), 1, model, 1));
        return StepTimes.of(clock.starts, clock.cpu);
    }

    /** Noise, kept as bytes like images are. */
    private static final class Clock implements Examples {
        private final StepCase what;
        private final byte[][] images;
        private final long[] starts;
        private long cpu;
        private int reads;

        Clock(StepCase what) {
            this.what = what;
            starts = new long[what.steps() + 1];
            int values = what.spec().input().stream().reduce(1, (a, b) -> a * b);
            images = new byte[what.batch()][values];
            SplittableRandom random = new SplittableRandom(1);
            for (byte[] image : images) {
                random.nextBytes(image);
            }
        }

        @Override
        public int size() {
            return starts.length * what.batch();
        }

        @Override
        public int label(int index) {
            return index % StepCase.CLASSES;
        }

        @Override
        public void read(int index, float[] into, int offset) {
            if (reads % what.batch() == 0) {
                note(reads / what.batch());
            }
            reads++;
            byte[] image = images[index % images.length];
            for (int i = 0; i < image.length; i++) {
                into[offset + i] = (image[i] & 0xFF) / 255f;
            }
        }

        private void note(int step) {
            starts[step] = System.nanoTime();
            cpu = step == 0 ? -StepTimes.cpuNanos() : step == starts.length - 1 ? cpu + StepTimes.cpuNanos() : cpu;
        }
    }
}
