package io.tributary.cli.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.client.FederatedClient;
import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.coordinator.log.OperatorEvent;
import io.tributary.coordinator.log.OutsideEvents;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.architecture.Architectures;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.tls.ClientTls;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a coordinator writes to the log of its operators while a run is played. */
class OperatorEventsTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(OperatorEvent.LOGGER);
    private final ListAppender<ILoggingEvent> seen = new ListAppender<>();
    private final SigningKey owner = SigningKey.generate();
    @TempDir
    private Path folder;

    @BeforeEach
    void listen() {
        seen.start();
        logger.addAppender(seen);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(seen);
        logger.setLevel(Level.OFF);
    }

    private static Map<String, String> keys(ILoggingEvent event) {
        return event.getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
    }

    private Map<String, String> only(OperatorEvent event) {
        List<Map<String, String>> found = Stream.of(seen.list.toArray(ILoggingEvent[]::new))
                .filter(line -> keys(line).get("event").equals(event.code()))
                .peek(line -> assertEquals(event.level().toString(), line.getLevel().toString()))
                .map(OperatorEventsTest::keys).toList();
        assertEquals(1, found.size(), event.code() + " among " + seen.list);
        return found.getFirst();
    }

    private RunPlan plan() {
        ModelSpec network = new ModelSpec("linear", List.of(2, 2, 1), 2, List.of());
        return RunPlan.builder().name("demo").model("demo").spec(network).layout(Architectures.layout(network))
                .rounds(1).seed(1).training(new TrainingSpec(1, 1, new OptimizerSpec.Sgd(0.1, 0), 1))
                .update(new UpdateSpec(4, 20, 1000, 1)).round(new RoundSpec(1, 1, 1, 1, 1, 60, 60)).build();
    }

    @Test
    void oneEventIsWrittenForEachThingThatHappens() throws Exception {
        CoordinatorOptions options = CoordinatorOptions.newBuilder(folder.resolve("coordinator"),
                List.of(owner.publicKey()), Architectures::initial).build();
        String run;
        try (Coordinator coordinator = Coordinator.start(options)) {
            OperatorClient operator =
                    new OperatorClient(coordinator.uri(), coordinator.operatorToken(), ClientTls.USUAL);
            run = operator.start(owner.sign(SignatureContext.RUN_PLAN, WireJson.write(plan())));
            try (FederatedClient device = FederatedClient.builder().coordinator(coordinator.uri()).device("device-1")
                    .directory(folder.resolve("device")).ownerKey(owner.publicKey())
                    .coordinatorKey(coordinator.publicKey())
                    .trainer(task -> new TrainingOutcome(new float[task.model().length], 5, 0.5)).endsWithRuns()
                    .build()) {
                device.run();
            }
            operator.revoke("device-1");
            deniedToAStranger(coordinator);
        }
        assertTrue(only(OperatorEvent.STARTED).get("uri").startsWith("http://127.0.0.1:"));
        assertEquals("device-1", only(OperatorEvent.ENROLLED).get("device"));
        assertEquals("demo", only(OperatorEvent.RUN_SUBMITTED).get("model"));
        assertEquals(run, only(OperatorEvent.RUN_STARTED).get("run"));
        assertEquals("1", only(OperatorEvent.ROUND_OPENED).get("cohort"));
        assertEquals("1", only(OperatorEvent.ROUND_COMMITTED).get("accepted"));
        assertEquals(run, only(OperatorEvent.KEY_DESTROYED).get("run"));
        assertEquals("1", only(OperatorEvent.RUN_FINISHED).get("version"));
        assertEquals("device-1", only(OperatorEvent.DEVICE_REVOKED).get("device"));
        assertEquals("unauthenticated", only(OperatorEvent.REQUEST_DENIED).get("reason"));
        only(OperatorEvent.STOPPED);
    }

    @Test
    void aFileThatIsRemovedUnderARunningCoordinatorIsSaidOnce() throws Exception {
        Path directory = folder.resolve("coordinator");
        CoordinatorOptions options = CoordinatorOptions.newBuilder(directory, List.of(owner.publicKey()),
                Architectures::initial).build();
        try (Coordinator coordinator = Coordinator.start(options)) {
            Files.delete(directory.resolve("coordinator.key"));
            HttpRequest ready = HttpRequest.newBuilder(coordinator.uri().resolve("/readyz")).build();
            try (HttpClient http = HttpClient.newHttpClient()) {
                assertEquals(503, http.send(ready, BodyHandlers.discarding()).statusCode());
                assertEquals(503, http.send(ready, BodyHandlers.discarding()).statusCode());
            }
        }
        assertTrue(only(OperatorEvent.FILE_LOST).get("file").endsWith("coordinator.key"));
    }

    private static void deniedToAStranger(Coordinator coordinator) throws IOException, InterruptedException {
        try {
            new OperatorClient(coordinator.uri(), "no-operator", ClientTls.USUAL).runs("");
            throw new AssertionError("a stranger was let in");
        } catch (RejectedException denied) {
            assertEquals("unauthenticated", denied.reason().code());
        }
    }

    @Test
    void whatSomebodyOutsideCausesIsWrittenAHundredTimesAndThenOnceASecond() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        OutsideEvents outside = new OutsideEvents(now::get);
        for (int i = 0; i < 107; i++) {
            outside.log(OperatorEvent.SESSION_REFUSED, "reason", "unauthenticated");
        }
        assertEquals(100, seen.list.size());
        now.updateAndGet(time -> time.plusSeconds(1));
        outside.log(OperatorEvent.SESSION_REFUSED, "reason", "unauthenticated");
        outside.log(OperatorEvent.SESSION_REFUSED, "reason", "unauthenticated");
        assertEquals(101, seen.list.size());
        assertEquals("7", keys(seen.list.getLast()).get("unlisted"));
    }

    @Test
    void aValueCannotBreakALineNorFillADisk() throws Exception {
        OperatorEvent.RUN_FAILED.log("reason", "a\n\u001b[2Jb\u00e4" + "x".repeat(9999), "round", 3);
        Map<String, String> written = only(OperatorEvent.RUN_FAILED);
        assertTrue(written.get("reason").startsWith("a??[2Jb?xxx") && written.get("reason").length() < 600,
                written::toString);

        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(logger.getLoggerContext());
        encoder.start();
        JsonNode json = new JsonMapper().readTree(
                new String(encoder.encode(seen.list.getFirst()), StandardCharsets.UTF_8));
        assertEquals("run-failed", json.path("kvpList").get(0).path("event").asText());
        assertEquals("ERROR", json.path("level").asText());
    }

    @Test
    void everyEventIsListedForOperatorsWithItsLevel() throws IOException {
        String page = Files.readString(Path.of("../docs/operations.md"));
        for (OperatorEvent event : OperatorEvent.values()) {
            assertTrue(page.contains("| `" + event.code() + "` | " + event.level() + " | "), event.code());
        }
    }
}
