package io.tributary.learning.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Records what the current thread computes while it is open, and differentiates it. The only user of the engine's internals.
 *
 * <p>DJL's public {@code GradientCollector} allows one per JVM, although libtorch records per thread. So this drives the JNI calls beneath it,
 * and any number of threads train at once. Should a new engine version break that (a test guards it), the system property
 * {@code tributary.learning.serial=true} falls back to the public collector under a lock of the whole JVM.
 */
final class Autograd implements AutoCloseable {
    private static final boolean SERIAL = Boolean.getBoolean("tributary.learning.serial");
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private Autograd() {}

    /** Starts recording on this thread. */
    static Autograd start() {
        JniUtils.setGradMode(true);
        return new Autograd();
    }

    /** Threads start out recording. What nobody differentiates must not be recorded: it would keep what it was made of. */
    static void stopRecording() {
        JniUtils.setGradMode(false);
    }

    /**
     * Adds {@code d(scale * head)/d(leaf)} to the gradient of every leaf that was used.
     *
     * @param head a scalar
     * @param scale a scalar, itself not recorded
     */
    void backward(NDArray head, NDArray scale) {
        if (SERIAL) {
            backwardAlone(head.mul(scale));
        } else {
            JniUtils.backward((PtNDArray) head, (PtNDArray) scale, false, false);
        }
    }

    private static void backwardAlone(NDArray head) {
        ONE_AT_A_TIME.lock();
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            collector.backward(head);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    @Override
    public void close() {
        stopRecording();
    }
}
