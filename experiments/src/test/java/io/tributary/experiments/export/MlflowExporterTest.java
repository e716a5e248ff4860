package io.tributary.experiments.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.experiments.SampleRuns;
import io.tributary.protocol.message.RunView;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MlflowExporterTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final MlflowRun RUN = new MlflowRun("small", "seed 1", "abc", Map.of("train.rounds", "3"));

    private final Vertx vertx = Vertx.vertx();
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> answers = new ConcurrentHashMap<>(Map.of(
            "experiments/get-by-name", "404 {\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"none\"}",
            "experiments/create", "200 {\"experiment_id\": \"7\"}", "runs/search", "200 {}",
            "runs/create", "200 {\"run\": {\"info\": {\"run_id\": \"r1\"}}}", "runs/log-batch", "200 {}",
            "runs/update", "200 {}"));
    private final Map<String, JsonNode> bodies = new ConcurrentHashMap<>();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void listen() {
        server = vertx.createHttpServer().requestHandler(request -> request.body().onSuccess(body -> {
            String path = request.path().replace("/api/2.0/mlflow/", "");
            calls.add(path);
            headers.put("authorization", String.valueOf(request.getHeader("authorization")));
            bodies.put(path, body.length() == 0 ? JSON.createObjectNode() : parsed(body.getBytes()));
            String answer = answers.getOrDefault(path, "404 {}");
            request.response().setStatusCode(Integer.parseInt(answer.substring(0, 3))).end(answer.substring(4));
        })).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException malformed) {
            throw new AssertionError(malformed);
        }
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/");
    }

    private RunExporter exporter(String... environment) throws ExportException {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        return MlflowAccess.of(variables).exporter(address(), RUN, Clock.systemUTC());
    }

    @Test
    void aRunIsMadeWithItsSettingsAndEachRoundIsAStep() throws Exception {
        try (RunExporter exporter = exporter()) {
            exporter.round(SampleRuns.committed(1, 0.5));
            assertEquals(List.of("experiments/get-by-name", "experiments/create", "runs/search", "runs/create",
                    "runs/log-batch", "runs/log-batch"), calls);
            JsonNode metric = bodies.get("runs/log-batch").at("/metrics/0");
            assertEquals("accuracy 0.5 1",
                    metric.get("key").asText() + " " + metric.get("value") + " " + metric.get("step"));
            assertEquals("abc", bodies.get("runs/create").at("/tags/0/value").asText());
            exporter.ended(RunView.Status.FINISHED);
            assertEquals("FINISHED", bodies.get("runs/update").get("status").asText());
        }
        assertEquals("null", headers.get("authorization"));
    }

    @Test
    void aRunThatIsResumedGoesOnAfterTheLastRoundThatIsThere() throws Exception {
        answers.put("experiments/get-by-name", "200 {\"experiment\": {\"experiment_id\": \"7\"}}");
        answers.put("runs/search", "200 {\"runs\": [{\"info\": {\"run_id\": \"r9\"}, \"data\": {\"metrics\": "
                + "[{\"key\": \"loss\", \"value\": 9}, {\"key\": \"round\", \"value\": 2}]}}]}");
        try (RunExporter exporter = exporter()) {
            exporter.round(SampleRuns.committed(1, 0.5));
            exporter.round(SampleRuns.committed(2, 0.6));
            exporter.round(SampleRuns.committed(3, 0.7));
        }
        assertEquals(1, calls.stream().filter("runs/log-batch"::equals).count());
        assertEquals("r9", bodies.get("runs/log-batch").get("run_id").asText());
        assertTrue(bodies.get("runs/search").get("filter").asText().contains("'abc'"));
    }

    @Test
    void whatTheServerRefusesIsSaidWithItsReason() throws Exception {
        answers.put("runs/create", "400 {\"error_code\": \"INVALID\", \"message\": \"no room\"}");
        try (RunExporter exporter = exporter()) {
            assertEquals("runs/create was refused with 400: no room",
                    assertThrows(IOException.class, () -> exporter.round(SampleRuns.committed(1, 0.5))).getMessage());
            answers.put("runs/create", "200 no JSON");
            assertThrows(IOException.class, () -> exporter.round(SampleRuns.committed(1, 0.5)));
        }
    }

    @Test
    void aServerThatIsAwayIsNamed() throws Exception {
        URI away = address();
        server.close().toCompletionStage().toCompletableFuture().join();
        try (RunExporter exporter = MlflowAccess.of(Map.of()).exporter(away, RUN, Clock.systemUTC())) {
            String said = String.valueOf(
                    assertThrows(IOException.class, () -> exporter.round(SampleRuns.committed(1, 0.5))).getMessage());
            assertTrue(said.startsWith(away + " does not answer experiments/get-by-name: "), said);
        }
    }

    @Test
    void anAnswerThatDoesNotEndIsCutOff() throws Exception {
        answers.put("experiments/get-by-name", "200 \"" + "x".repeat(5 << 20) + "\"");
        try (RunExporter exporter = exporter()) {
            assertThrows(IOException.class, () -> exporter.round(SampleRuns.committed(1, 0.5)));
        }
    }

    @Test
    void secretsAreThoseOfMlflowsOwnClient() throws Exception {
        try (RunExporter exporter = exporter("MLFLOW_TRACKING_TOKEN", "t0k")) {
            exporter.round(SampleRuns.committed(1, 0.5));
        }
        assertEquals("Bearer t0k", headers.get("authorization"));
        try (RunExporter exporter = exporter("MLFLOW_TRACKING_USERNAME", "a", "MLFLOW_TRACKING_PASSWORD", "b")) {
            exporter.round(SampleRuns.committed(1, 0.5));
        }
        assertEquals("Basic YTpi", headers.get("authorization"));
    }

    @Test
    void aBlankSecretIsNoneAndNoneGoesToAnotherMachineInTheClear() throws Exception {
        assertTrue(refused("MLFLOW_TRACKING_TOKEN", " ").contains("is blank"));
        assertTrue(refused("MLFLOW_TRACKING_USERNAME", "a").contains("go together"));
        MlflowAccess access = MlflowAccess.of(Map.of("MLFLOW_TRACKING_TOKEN", "t0k"));
        String clear = String.valueOf(assertThrows(ExportException.class,
                () -> access.exporter(URI.create("http://192.0.2.1:5000"), RUN, Clock.systemUTC())).getMessage());
        assertTrue(clear.contains("use https") && !clear.contains("t0k"), clear);
        Optional.of(access.exporter(URI.create("https://192.0.2.1:5000"), RUN, Clock.systemUTC())).get().close();
    }

    private String refused(String... environment) {
        return String.valueOf(assertThrows(ExportException.class, () -> exporter(environment)).getMessage());
    }
}
