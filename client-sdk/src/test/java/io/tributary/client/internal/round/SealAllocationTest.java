package io.tributary.client.internal.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tributary.client.fake.World;
import io.tributary.client.internal.journal.SealedUpdate;
import io.tributary.client.internal.journal.UpdateJournal;
import io.tributary.client.internal.session.Device;
import io.tributary.client.internal.state.DeviceStates;
import io.tributary.client.internal.trust.PinnedKeys;
import io.tributary.client.internal.trust.Verified;
import io.tributary.learning.TrainingOutcome;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.seal.SealedSizes;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A chunk of an update")
class SealAllocationTest {
    private static final int CHUNKS = 40;
    /** Of a chunk of 262 kB: what the cipher makes, and no array that holds a chunk. */
    private static final long MOST_ALLOCATED = 16_000;

    @TempDir
    private Path directory;
    private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** A device with updates of so many chunks. */
    private final class Sealing {
        private final World world;
        private final PinnedKeys keys;
        private final Path home;
        private final float[] delta;
        private final SealStep step;
        private int round;

        Sealing(int chunks) throws Exception {
            delta = new float[chunks * Chunking.CHUNK_VALUES];
            Arrays.fill(delta, 0.25f);
            world = new World(new ParameterLayout(
                    List.of(new Parameter("values", Parameter.Role.TRAINABLE, List.of(delta.length)))));
            world.publish(new float[delta.length]);
            keys = new PinnedKeys(world.owner.publicKey(), world.registrar.publicKey());
            home = directory.resolve("of-" + chunks);
            UpdateJournal journal = UpdateJournal.open(home, "device-7", keys, SealAllocationTest::unexpected);
            step = new SealStep(new Device("device-7", 7, SigningKey.generate(), keys, home), journal);
        }

        SealedUpdate seal() throws Exception {
            round++;
            Verified<RoundOffer> offer = keys.offer(world.signing.sign(SignatureContext.ROUND_OFFER,
                    WireJson.write(world.offer(round, 0, Long.MAX_VALUE))));
            return step.seal(new TrainStep.Trained(offer, keys.plan(world.signedPlan()),
                    new TrainingOutcome(delta, 1, 0), 1,
                    DeviceStates.open(home, "device-7", SealAllocationTest::unexpected).of(World.RUN)));
        }

        long allocated() throws Exception {
            seal();
            long before = memory.getCurrentThreadAllocatedBytes();
            seal();
            return memory.getCurrentThreadAllocatedBytes() - before;
        }
    }

    private static void unexpected(RejectedException refused) {
        throw new AssertionError(refused);
    }

    /** Signatures, and the key that is wrapped for the round, take as much however long an update is. */
    @Test
    void isInNoArrayThatIsMadeForIt() throws Exception {
        new Sealing(CHUNKS).allocated();
        long one = new Sealing(1).allocated();
        long each = (new Sealing(1 + CHUNKS).allocated() - one) / CHUNKS;
        assertTrue(each < MOST_ALLOCATED, () -> each + " bytes are allocated for each chunk");
    }

    @Test
    void isHashedAsItIsWritten() throws Exception {
        Sealing sealing = new Sealing(3);
        SealedUpdate sealed = sealing.seal();
        byte[] written = Files.readAllBytes(sealed.file());
        assertEquals(SealedSizes.of(sealing.world.plan()).totalBytes(), written.length);
        assertEquals(written.length, sealed.length());
        assertEquals(Sha256.of(written).hex(), sealed.sha256());
    }
}
