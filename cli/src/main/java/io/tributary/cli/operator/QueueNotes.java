package io.tributary.cli.operator;

import io.tributary.experiments.deployment.RunWatch;
import io.tributary.protocol.message.RunQueueing;
import io.tributary.protocol.message.RunView;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says where a run stands in the queue, and each time that it moves there. One thread. */
final class QueueNotes implements RunWatch.Observer {
    private final Consumer<String> said;
    private @Nullable RunQueueing last;

    QueueNotes(Consumer<String> said) {
        this.said = said;
    }

    @Override
    public void seen(RunView run) {
        RunQueueing now = run.queue();
        if (now != null && !now.equals(last)) {
            said.accept("run " + run.run() + " waits: " + RunTables.waits(now));
        }
        last = now;
    }
}
