package io.tributary.experiments.export;

import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.io.IOException;

/**
 * Where a run's figures go beside its report. A run that is resumed is told of all its rounds again, from the first one; what was told before
 * is then told once all the same. Implementations are used by one thread.
 */
public interface RunExporter extends AutoCloseable {
    /** What it is, for messages: {@code TensorBoard}. */
    String name();

    /**
     * A round has closed.
     *
     * @throws IOException if it cannot be told; the next round is tried again
     * @throws InterruptedException if it was stopped
     */
    void round(RoundView round) throws IOException, InterruptedException;

    /**
     * The run has ended, or its program ends before it.
     *
     * @throws IOException if it cannot be told
     * @throws InterruptedException if it was stopped
     */
    void ended(RunView.Status status) throws IOException, InterruptedException;

    /** Lets go of files and connections. */
    @Override
    void close() throws IOException;
}
