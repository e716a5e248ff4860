package io.tributary.learning.djl;

import ai.djl.ndarray.NDManager;
import io.tributary.learning.Examples;
import io.tributary.learning.Predictor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Answers from native memory; closing waits for the answers under way. */
final class DjlPredictor implements Predictor {
    private static final int[] FIRST = {0};

    private final LoadedModel model;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    DjlPredictor(LoadedModel model) {
        this.model = model;
    }

    /**
     * Class probabilities of one example.
     *
     * @throws IllegalArgumentException if the input is not of the spec's size
     * @throws IllegalStateException if this is closed
     */
    @Override
    public float[] predict(float[] input) {
        if (input.length != model.shape().values()) {
            throw new IllegalArgumentException(
                    "an input has " + model.shape().values() + " values, not " + input.length);
        }
        Lock reading = lock.readLock();
        reading.lock();
        try {
            if (closed) {
                throw new IllegalStateException("this predictor is closed; load the model again");
            }
            return Logits.probabilities(logits(input));
        } finally {
            reading.unlock();
        }
    }

    private float[] logits(float[] input) {
        try (NDManager scope = model.newScope()) {
            BatchBuffer batch = new BatchBuffer(scope, model.shape(), 1);
            batch.fill(new One(input), FIRST, 0, 1);
            return model.logits(batch, scope);
        }
    }

    @Override
    public void close() {
        Lock writing = lock.writeLock();
        writing.lock();
        try {
            if (!closed) {
                closed = true;
                model.close();
            }
        } finally {
            writing.unlock();
        }
    }

    /** One example without a known class. */
    private record One(float[] values) implements Examples {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public int label(int index) {
            return 0;
        }

        @Override
        public void read(int index, float[] into, int offset) {
            System.arraycopy(values, 0, into, offset, values.length);
        }
    }
}
