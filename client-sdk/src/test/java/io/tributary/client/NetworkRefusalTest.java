package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.NetworkFiles;
import io.tributary.protocol.Reason;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device takes the file that the plan's owner signed the hash of, and no other. */
final class NetworkRefusalTest extends TrialTest {
    private final byte[] file = "what torch.jit.save wrote".getBytes(StandardCharsets.UTF_8);
    private final NetworkSpec.TorchScript network = new NetworkSpec.TorchScript(Sha256.of(file).hex(), file.length);

    @BeforeEach
    void thePlanNamesTheFile() {
        ModelSpec plain = trial.world.plan().spec();
        trial.world.sign(trial.world.plan().toBuilder()
                .spec(new ModelSpec("torchscript", plain.input(), plain.classes(), List.of(), network)).build());
        trial.coordinator.offer(1, 0, trial.deadline());
    }

    /** Declines in one line that says why; nothing is trained. */
    private void declined(byte[] sent, String why) throws Exception {
        trial.world.network(sent);
        runUntilIdle(builder());
        List<DeviceMessage.Decline> declines = trial.coordinator.messages(DeviceMessage.Decline.class);
        assertEquals(1, declines.size());
        assertEquals(Reason.HASH_MISMATCH, declines.get(0).reason());
        String said = declines.get(0).why();
        assertTrue(said.contains(why) && said.contains(network.sha256()), said);
        assertEquals(1, said.lines().count());
        assertEquals(List.of(), trial.tasks);
    }

    @Test
    void theFileIsFetchedAndFoundByEngines() throws Exception {
        trial.world.network(file);
        runUntilIdle(builder());
        assertEquals(1, trial.tasks.size());
        assertArrayEquals(file, NetworkFiles.read(network));
    }

    @Test
    void aChangedByteIsDeclined() throws Exception {
        byte[] changed = file.clone();
        changed[3] ^= 1;
        declined(changed,
                "the network that came has the SHA-256 " + Sha256.of(changed).hex() + " where the plan names");
    }

    @Test
    void anotherLengthIsDeclined() throws Exception {
        declined("what torch.jit.save".getBytes(StandardCharsets.UTF_8), "has 19 bytes where the plan has 25");
    }

    @Test
    void ofAPlanThatAStrangerSignedNothingIsFetched() throws Exception {
        trial.world.network(file);
        byte[] foreign = WireJson.write(SigningKey.generate().sign(SignatureContext.RUN_PLAN,
                WireJson.write(trial.world.plan())));
        trial.coordinator.alter("GET /v1/runs/", plan -> foreign);
        runUntilIdle(builder());
        assertEquals(List.of(Reason.WRONG_SIGNER), trial.events.reasons());
        assertEquals(List.of(),
                trial.coordinator.calls("GET").stream().filter(call -> call.contains("/networks/")).toList());
        assertEquals(List.of(), trial.tasks);
    }
}
