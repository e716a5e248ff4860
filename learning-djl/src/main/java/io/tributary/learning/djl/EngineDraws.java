package io.tributary.learning.djl;

import ai.djl.engine.Engine;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The turn of whoever draws from the engine's generator, which all work of a process shares: one at a time, each from a seed of its own, so
 * that the same task gives the same bits (I10). Trainings that draw nothing go on beside it.
 */
final class EngineDraws {
    private static final ReentrantLock TURN = new ReentrantLock(true);

    private EngineDraws() {}

    /** Waits for the turn, and begins with a seed; {@link #release} must follow on the same thread. The engine must be loaded. */
    static void hold(long seed) throws InterruptedException {
        TURN.lockInterruptibly();
        Engine.getEngine("PyTorch").setRandomSeed((int) (seed ^ (seed >>> Integer.SIZE)));
    }

    /** Ends the turn. */
    static void release() {
        TURN.unlock();
    }
}
