package io.tributary.experiments.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/**
 * Tells an MLflow tracking server of a run: settings as parameters, rounds as metrics whose steps are rounds. A run that is resumed goes on in
 * the same run of MLflow, from the first round that is not there.
 */
public final class MlflowExporter implements RunExporter {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String KEY_TAG = "tributary.run";
    /** What a server takes in one call, and of one value. */
    private static final int MOST_PARAMS = 100;
    private static final int LONGEST_VALUE = 500;

    private final MlflowServer server;
    private final MlflowRun run;
    private final Clock clock;
    private Optional<Begun> begun = Optional.empty();

    /** A run of the server. */
    private record Begun(String id, long lastRound) {}

    MlflowExporter(MlflowServer server, MlflowRun run, Clock clock) {
        this.server = server;
        this.run = run;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "MLflow";
    }

    @Override
    public void round(RoundView round) throws IOException, InterruptedException {
        Begun now = begun();
        if (round.round() <= now.lastRound()) {
            return;
        }
        ObjectNode batch = JSON.createObjectNode().put("run_id", now.id());
        ArrayNode metrics = batch.putArray("metrics");
        RoundFigures.of(round).forEach((key, value) -> metrics.addObject().put("key", key).put("value", value)
                .put("timestamp", clock.millis()).put("step", round.round()));
        metrics.addObject().put("key", "round").put("value", round.round()).put("timestamp", clock.millis())
                .put("step", round.round());
        server.post("runs/log-batch", batch);
    }

    @Override
    public void ended(RunView.Status status) throws IOException, InterruptedException {
        String word = switch (status) {
            case FINISHED -> "FINISHED";
            case FAILED -> "FAILED";
            case STOPPED, PAUSED -> "KILLED";
            case ACTIVE -> "RUNNING";
        };
        server.post("runs/update", JSON.createObjectNode().put("run_id", begun().id()).put("status", word)
                .put("end_time", clock.millis()));
    }

    private Begun begun() throws IOException, InterruptedException {
        if (begun.isEmpty()) {
            String experiment = experiment();
            Optional<Begun> earlier = earlier(experiment);
            begun = Optional.of(earlier.isPresent() ? earlier.get() : fresh(experiment));
        }
        return begun.get();
    }

    private String experiment() throws IOException, InterruptedException {
        try {
            return server.get("experiments/get-by-name?experiment_name="
                    + URLEncoder.encode(run.experiment(), StandardCharsets.UTF_8)).at("/experiment/experiment_id")
                    .asText();
        } catch (MlflowServer.RefusedException missing) {
            if (!missing.is("RESOURCE_DOES_NOT_EXIST")) {
                throw missing;
            }
            return server.post("experiments/create", JSON.createObjectNode().put("name", run.experiment()))
                    .path("experiment_id").asText();
        }
    }

    private Optional<Begun> earlier(String experiment) throws IOException, InterruptedException {
        ObjectNode wanted = JSON.createObjectNode().put("filter", "tags.`" + KEY_TAG + "` = '" + run.key() + "'")
                .put("max_results", 1);
        wanted.putArray("experiment_ids").add(experiment);
        JsonNode found = server.post("runs/search", wanted).at("/runs/0");
        if (found.isMissingNode()) {
            return Optional.empty();
        }
        long last = 0;
        for (JsonNode metric : found.at("/data/metrics")) {
            last = metric.path("key").asText().equals("round") ? metric.path("value").asLong() : last;
        }
        return Optional.of(new Begun(found.at("/info/run_id").asText(), last));
    }

    private Begun fresh(String experiment) throws IOException, InterruptedException {
        ObjectNode wanted = JSON.createObjectNode().put("experiment_id", experiment).put("run_name", run.name())
                .put("start_time", clock.millis());
        wanted.putArray("tags").addObject().put("key", KEY_TAG).put("value", run.key());
        String id = server.post("runs/create", wanted).at("/run/info/run_id").asText();
        ObjectNode batch = JSON.createObjectNode().put("run_id", id);
        ArrayNode params = batch.putArray("params");
        run.settings().entrySet().stream().limit(MOST_PARAMS).forEach(one -> params.addObject()
                .put("key", one.getKey())
                .put("value", one.getValue().substring(0, Math.min(LONGEST_VALUE, one.getValue().length()))));
        server.post("runs/log-batch", batch);
        return new Begun(id, 0);
    }

    @Override
    public void close() {
        server.close();
    }
}
