package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators' commands against a real coordinator on which no device is. */
class OperatorCommandsTest {
    private static final String NO_RUN = "01890a5d-ac96-774b-bcce-b302099a8057";
    @TempDir
    private static Path folder;
    private static ProductWorld world;

    @BeforeAll
    static void start() throws Exception {
        world = ProductWorld.in(folder);
    }

    @AfterAll
    static void close() throws Exception {
        world.close();
    }

    private static JsonNode json(String text) throws Exception {
        return new JsonMapper().readTree(text);
    }

    private static String status(String run) throws Exception {
        return json(world.admin().ok("runs", "show", run, "--json")).path("status").asText();
    }

    /** A run whose first round waits for devices. */
    private static String startedRun() throws Exception {
        String run = world.startRun();
        long until = System.nanoTime() + 60_000_000_000L;
        while (json(world.admin().ok("runs", "show", run, "--json")).path("waiting").isNull()) {
            assertTrue(System.nanoTime() < until, "the run does not begin");
            LockSupport.parkNanos(20_000_000);
        }
        return run;
    }

    @Test
    void aRunIsStartedShownStoppedAndResumed() throws Exception {
        String run = startedRun();
        assertEquals("active", status(run));
        assertTrue(world.admin().ok("runs", "list").contains(run + "  small-pair  active"));
        assertEquals(run, json(world.admin().ok("runs", "show", "latest", "--json")).path("run").asText());

        world.admin().ok("runs", "stop", run);
        String failed = world.admin().fails(1, "runs", "watch", run);
        assertTrue(failed.contains("is stopped"), failed);
        assertEquals("stopped", status(run));
        assertTrue(world.admin().ok("runs", "show", run).contains("stopped: stopped by an operator"));

        world.admin().ok("runs", "resume", run);
        assertEquals("active", status(run));
        world.admin().ok("runs", "stop", run);
        world.admin().fails(1, "runs", "watch", run);
    }

    @Test
    void aSignedPlanStartsAsManyRunsAsItsOwnerAllowed() throws Exception {
        Path plan = folder.resolve("pair.plan");
        world.admin().ok("plan", "sign", world.experiment, "--owner-key", world.ownerKey(), "--out", plan, "--runs",
                "2", "--valid", "1h");
        for (int allowed = 0; allowed < 2; allowed++) {
            String run = json(world.admin().ok("runs", "start", "--plan", plan, "--json")).path("run").asText();
            world.admin().ok("runs", "stop", run);
        }

        String refused = world.admin().fails(2, "runs", "start", "--plan", plan);
        assertTrue(refused.contains("plan-spent"), refused);
        assertTrue(world.admin().ok("audit", "list").contains("plan-spent"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--runs 0", "--valid 366d", "--valid soon"})
    void plansThatCannotBeSignedAreRefusedInWords(String options) {
        List<Object> words = new ArrayList<>(List.of("plan", "sign", world.experiment, "--owner-key", world.ownerKey(),
                "--out", folder.resolve("none.plan")));
        words.addAll(List.of(options.split(" ", -1)));
        String refused = world.admin().fails(2, words.toArray());
        assertTrue(refused.contains(options.split(" ", -1)[0]), refused);
        assertFalse(Files.exists(folder.resolve("none.plan")));
    }

    @Test
    void aRunThatWaitsSaysForHowManyDevices() throws Exception {
        String run = startedRun();
        assertTrue(world.admin().ok("runs", "list").contains("waits for devices: 0 of 2"));
        assertTrue(world.admin().ok("runs", "show", run).contains("waits for devices: 0 of 2"));
        assertEquals(2, json(world.admin().ok("runs", "show", run, "--json")).path("waiting").path("wanted").asInt());
        assertTrue(world.admin().fails(2, "runs", "delete", run).contains("run-active"));
        world.admin().ok("runs", "stop", run);
        world.admin().fails(1, "runs", "watch", run);
        assertTrue(world.admin().ok("runs", "list", "--status", "stopped", "--all").contains(run));
        assertFalse(world.admin().ok("runs", "list", "--status", "failed").contains(run));
        assertTrue(world.admin().fails(2, "runs", "list", "--status", "lost").contains("--status must be one of"));
        world.admin().ok("runs", "delete", run);
        assertTrue(world.admin().fails(2, "runs", "show", run).contains("not-found"));
    }

    @Test
    void aRunHasThePriorityOfItsExperimentUnlessTheCommandLineSaysAnother() throws Exception {
        List<String> runs = List.of(startedRun(), world.startRun("--set", "priority=8"),
                world.startRun("--set", "priority=8", "--priority", "2"));
        String listed = world.admin().ok("runs", "list", "--all");
        runs.reversed().forEach(run -> world.admin().ok("runs", "stop", run));
        assertTrue(row(listed, runs.get(1)).contains("number 1 of those that wait, priority 8"), listed);
        assertTrue(row(listed, runs.get(2)).contains("number 2 of those that wait, priority 2"), listed);
    }

    private static String row(String listed, String run) {
        return listed.lines().filter(line -> line.contains(run)).findFirst().orElseThrow();
    }

    @Test
    void aTokenIsListedByItsIdAndWithdrawn() throws Exception {
        String token = world.admin().ok("tokens", "create", "--device", "camera-7").strip();
        String row = world.admin().ok("tokens", "list").lines().filter(line -> line.contains("camera-7")).findFirst()
                .orElseThrow();
        assertTrue(row.contains("enrolment") && row.contains("unused") && !row.contains(token), row);
        String id = row.substring(0, row.indexOf(' '));
        world.admin().ok("tokens", "withdraw", id);
        assertFalse(world.admin().ok("tokens", "list").contains(id));
        assertTrue(world.admin().fails(2, "tokens", "withdraw", id).contains("not-found"));
        assertTrue(world.admin().fails(2, "tokens", "create", "--device", "a", "--count", "2").contains("--count"));
    }

    @Test
    void aDirectoryIsCheckedOfflineAndALossIsAcceptedByCommandAlone() throws Exception {
        Path other = folder.resolve("other");
        try (ProductWorld ended = ProductWorld.in(Files.createDirectory(other))) {
            ended.admin().fails(2, "coordinator", "check", other.resolve("coordinator"));
        }
        Path directory = other.resolve("coordinator");
        assertTrue(world.admin().ok("coordinator", "check", directory).contains("is whole"));
        Files.delete(directory.resolve("HEAD"));
        String found = world.admin().fails(3, "coordinator", "check", directory);
        assertTrue(found.contains("HEAD is missing"), found);
        world.admin().ok("coordinator", "accept-loss", directory);
        assertTrue(world.admin().ok("coordinator", "check", directory).contains("is whole"));
        Files.delete(directory.resolve("coordinator.key"));
        world.admin().fails(2, "coordinator", "accept-loss", directory);
    }

    @Test
    void tokensAreShownOrWrittenForOneReaderAlone() throws Exception {
        String[] shown = world.admin().ok("tokens", "create", "--count", "2", "--expires", "12h").split("\n", -1);
        assertEquals(3, shown.length);
        assertTrue(shown[0].matches("[A-Za-z0-9_-]{43}"), shown[0]);
        Path tokens = folder.resolve("some-tokens");
        String said = world.admin().ok("tokens", "create", "--out", tokens);
        world.admin().ok("tokens", "create", "--count", "2", "--out", tokens);
        String first = Files.readString(tokens.resolve("token-1"));
        assertFalse(said.contains(first), said);
        assertEquals("rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(tokens.resolve("token-1"))));
        assertFalse(Files.readString(tokens.resolve("token-3")).equals(first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--count 0", "--count 1001", "--expires 91d", "--expires 5s", "--expires soon"})
    void tokensThatCannotBeMadeAreRefusedInWords(String options) {
        String[] words = ("tokens create " + options).split(" ", -1);
        assertTrue(world.admin().fails(2, (Object[]) words).contains("must be"));
    }

    @Test
    void aWrongTokenIsRefusedAndSaysWhatToShow() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong.token"), "guess");
        String said = world.admin().fails(2, "runs", "list", "--token-file", wrong);
        assertTrue(said.contains("unauthenticated") && said.contains("--token-file"), said);
        assertFalse(said.contains("guess"), said);
        said = world.admin().fails(2, "runs", "list", "--token-file", folder.resolve("nowhere"));
        assertTrue(said.contains("nowhere"), said);
    }

    @Test
    void withoutATokenOrAnAddressTheOptionIsNamed() {
        assertTrue(new Console().fails(2, "runs", "list").contains("TRIBUTARY_COORDINATOR"));
        assertTrue(new Console().fails(2, "runs", "list", "--coordinator", "http://127.0.0.1:1")
                .contains("--token-file"));
    }

    @Test
    void aTokenNeverLeavesThisMachineInTheClear() {
        String said = world.admin().fails(2, "runs", "list", "--coordinator", "http://example.org");
        assertTrue(said.contains("https://host"), said);
    }

    @Test
    void whereNobodyListensThatIsSaid() {
        String said = world.admin().fails(2, "runs", "list", "--coordinator", "http://127.0.0.1:1");
        assertTrue(said.contains("http://127.0.0.1:1") && said.contains("is the coordinator running?"), said);
    }

    @Test
    void aRunThatIsNotThereIsNotFoundAndANameThatIsNoneIsNotEvenAskedFor() {
        for (String command : new String[] {"show", "watch", "stop", "resume"}) {
            assertTrue(world.admin().fails(2, "runs", command, NO_RUN).contains("not-found"), command);
            assertTrue(world.admin().fails(2, "runs", command, "../x").contains("'../x'"), command);
        }
    }

    @Test
    void aPlanOfAnOwnerWhoIsNotPinnedIsRefused() {
        world.admin().ok("keys", "--out", folder.resolve("stranger"));
        String said = world.admin().fails(2, "runs", "start", world.experiment, "--owner-key",
                folder.resolve("stranger/owner.key"));
        assertTrue(said.contains("wrong-signer") && said.contains("owners:"), said);
    }

    @Test
    void aMissingOwnerKeyAndAMistakeInAnExperimentAreSaidInWords() throws Exception {
        String said = world.admin().fails(2, "runs", "start", world.experiment, "--owner-key", folder.resolve("none"));
        assertTrue(said.contains("./tributary keys"), said);
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"),
                ProductWorld.EXPERIMENT.replace("rounds", "runds"));
        said = world.admin().fails(2, "runs", "start", wrong, "--owner-key", world.ownerKey());
        assertTrue(said.contains("train.runds: unknown key"), said);
    }

    @Test
    void aDeviceThatIsNotThereCannotBeRevokedAndAModelThatIsNotThereCannotBePulled() {
        for (String command : List.of("revoke", "restore", "show")) {
            assertTrue(world.admin().fails(2, "devices", command, "nobody").contains("not-found"), command);
        }
        for (String command : List.of("versions", "show", "delete", "restore")) {
            assertTrue(world.admin().fails(2, "models", command, "nothing").contains("not-found"), command);
        }
        assertTrue(world.admin().fails(2, "models", "delete", "nothing", "--version", "0").contains("not-found"));
        assertTrue(world.admin().fails(2, "models", "delete", "nothing", "--version", "-1").contains("--version must"));
        world.admin().ok("models", "list", "--deleted");
        assertTrue(world.admin().fails(2, "models", "pull", "nothing", "--trust", world.trust(), "--out",
                folder.resolve("m")).contains("not-found"));
        assertFalse(Files.exists(folder.resolve("m")));
    }

    @Test
    void aSecondCoordinatorInTheSameDirectoryIsRefused() {
        String said = new Console().fails(2, "coordinator", "--config", world.config);
        assertTrue(said.contains("is in use by a coordinator that is running"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys", "coordinator", "device", "runs", "runs start", "runs stop", "runs resume",
        "runs list",
        "runs show", "runs watch", "runs delete", "devices", "devices list", "devices show", "devices revoke",
        "devices restore", "tokens", "tokens create", "tokens list", "tokens withdraw", "models", "models list",
        "runs proof", "models versions", "models show", "models pull", "models delete", "models restore"})
    void everyCommandExplainsItselfAndThoseThatDoSomethingShowAnExample(String command) {
        String help = new Console().ok((Object[]) (command + " --help").split(" ", -1));
        assertTrue(help.contains("Usage: tributary " + command), help);
        assertTrue(help.contains("COMMAND") || help.contains("  ./tributary " + command), help);
    }
}
