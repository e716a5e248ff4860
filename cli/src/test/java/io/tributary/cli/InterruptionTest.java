package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.process.SiblingJvm;
import io.tributary.experiments.process.SiblingLaunch;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterruptionTest {
    /** A program that works until it is interrupted, and then has something to put away. */
    public static final class Worker {
        private Worker() {}

        /** The program. */
        public static void main(String[] args) throws Exception {
            try (Interruption _ = Interruption.ofThisThread()) {
                System.out.println("working");
                assertThrows(InterruptedException.class, () -> new CountDownLatch(1).await());
                System.out.println("put away");
            }
        }
    }

    @Test
    void aSignalInterruptsTheCommandAndWaitsForItToPutThingsAway() throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        try (SiblingJvm worker = SiblingJvm
                .start(new SiblingLaunch("worker", Worker.class, List.of(), List.of(), lines::add, lines::add))) {
            assertEquals("working", lines.take());
            assertTrue(ProcessHandle.of(worker.pid()).orElseThrow().destroy());
            assertEquals("put away", lines.take());
            assertEquals(143, worker.exit().get(30, TimeUnit.SECONDS));
        }
    }
}
