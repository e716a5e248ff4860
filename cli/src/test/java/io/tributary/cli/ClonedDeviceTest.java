package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device's directory that was copied, end to end: both copies are told, operators see it, and one command puts one of them right. */
@Timeout(180)
class ClonedDeviceTest extends ProductTest {
    private JsonNode shown() throws Exception {
        return new JsonMapper().readTree(world.admin().ok("devices", "show", "d0", "--json"));
    }

    private void awaitEnrolment() {
        while (!Files.exists(folder.resolve("d0/session.json"))) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    private Object[] withDirectory(Object[] words, Path directory) {
        return Stream.of(words).map(word -> word.equals(folder.resolve("d0")) ? directory : word).toArray();
    }

    @Test
    void copiesAreFoundToldAndShownAndOneOfThemIsPutRightByOneCommand() throws Exception {
        Object[] device = world.deviceWithToken(0);
        Future<String> original = failing(device);
        awaitEnrolment();
        Path other = folder.resolve("copy");
        copy(folder.resolve("d0"), other, file -> file.toString().endsWith(".lock"));
        Future<String> copy = failing(withDirectory(device, other));

        for (Future<String> told : List.of(original, copy)) {
            assertTrue(told.get().contains("two copies of the directory of d0"), told.get());
            assertTrue(told.get().contains("./tributary devices recover d0"), told.get());
        }
        assertTrue(shown().at("/activity/cloned").asBoolean());
        String list = world.admin().ok("devices", "list");
        assertTrue(list.contains("its directory was copied: ./tributary devices recover d0"), list);
        assertTrue(world.admin().ok("audit", "list").contains("device-cloned"), "in the audit log");
        world.restart();
        assertTrue(new Console().fails(2, world.device(0, "--data", world.experiment)).contains("two copies"),
                "also after a restart");

        byte[] stolen = Files.readAllBytes(other.resolve("identity.key"));
        world.admin().ok("devices", "recover", "d0", "--out", folder.resolve("recovery"));
        Path token = folder.resolve("recovery/token-1");
        String tokens = world.admin().ok("tokens", "list");
        assertTrue(tokens.lines().anyMatch(row -> row.matches("\\S+ +recovery +unused +d0 .*")), tokens);
        assertTrue(tokens.lines().anyMatch(row -> row.matches("\\S+ +enrolment +used +d0 .*")), tokens);
        world.startRun("--set", "train.rounds=1");
        Future<String> good = background(world.device(0, "--data", world.experiment, "--token-file", token));
        Future<String> second = background(world.deviceWithToken(1));
        assertTrue(good.get().contains("version 1"), good.get());
        second.get();
        assertFalse(shown().at("/activity/cloned").asBoolean());
        assertArrayEquals(stolen, Files.readAllBytes(other.resolve("identity.key")));
        assertFalse(Arrays.equals(stolen, Files.readAllBytes(folder.resolve("d0/identity.key"))));

        String late = new Console().fails(2, withDirectory(world.device(0, "--data", world.experiment), other));
        assertTrue(late.contains("has another key since"), late);
        late = new Console().fails(2,
                withDirectory(world.device(0, "--data", world.experiment, "--token-file", token), other));
        assertTrue(late.contains("token-used"), late);
        String again = new Console().ok(world.device(0, "--data", world.experiment, "--token-file", token));
        assertTrue(again.contains("version 1"), again);
    }
}
