package io.tributary.loadtest.round;

import io.tributary.client.FederatedClient;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.identity.VerifyingKey;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** The measured device, in a JVM of its own, so that its memory is its own. */
public final class MeasuredDevice {
    private static final int SAMPLE_MILLIS = 2;
    private static volatile long direct;

    private MeasuredDevice() {}

    /**
     * Takes the coordinator's address, its key and the owner's in base64, a directory, and the number of values; plays all rounds. Prints
     * the most bytes that direct buffers held, and the most that were resident.
     */
    public static void main(String[] args) throws Exception {
        Thread.ofPlatform().daemon().name("direct-memory").start(MeasuredDevice::watch);
        try (FederatedClient client = FederatedClient.builder().coordinator(URI.create(args[0]))
                .coordinatorKey(key(args[1])).ownerKey(key(args[2])).device("echo").deviceIndex(0)
                .directory(Path.of(args[3])).trainer(new EchoTrainer(Integer.parseInt(args[4]))).endsWithRuns()
                .build()) {
            client.run();
        }
        System.out.println(direct + " " + Residence.of(ProcessHandle.current()).peakBytes());
    }

    private static VerifyingKey key(String base64) throws RejectedException {
        return VerifyingKey.of(Base64.getDecoder().decode(base64));
    }

    private static void watch() {
        BufferPoolMXBean pool = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(candidate -> candidate.getName().equals("direct")).findFirst().orElseThrow();
        try {
            while (true) {
                direct = Math.max(direct, pool.getMemoryUsed());
                TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
