package io.tributary.operator;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.DevicePage;
import io.tributary.protocol.message.ModelPage;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.TokenPage;
import io.tributary.protocol.message.TokenView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where the web API has what. Every method throws {@link IllegalArgumentException} for an id that cannot be one. */
final class ApiPaths {
    static final String RUNS = "/v1/runs";
    static final String TOKENS = "/v1/tokens";
    private static final String DEVICES = "/v1/devices";
    private static final String MODELS = "/v1/models";

    private ApiPaths() {}

    static String runs(String after) {
        return RUNS + "?after=" + encoded(after);
    }

    static String runs(RunView.Status status, String after) {
        return RUNS + "?status=" + Fields.given("status", status).code() + "&after=" + encoded(after);
    }

    static String run(String run) {
        return RUNS + "/" + Ids.run(run);
    }

    static String devices(String after) {
        return page(DEVICES + "?limit=" + DevicePage.MOST, after);
    }

    static String device(String device) {
        return DEVICES + "/" + Ids.device(device);
    }

    static String tokens(String after) {
        return page(TOKENS + "?limit=" + TokenPage.MOST, after);
    }

    static String token(String id) {
        return TOKENS + "/" + TokenView.requireId(id);
    }

    static String models(String after) {
        return page(MODELS + "?limit=" + ModelPage.MOST, after);
    }

    static String deletedModels(String after) {
        return page(MODELS + "?deleted=true&limit=" + ModelPage.MOST, after);
    }

    static String model(String model) {
        return MODELS + "/" + Ids.model(model);
    }

    static String versions(String model, Optional<Integer> after) {
        String from = Fields.given("after", after).map(version -> "?after=" + version).orElse("");
        return model(model) + "/versions" + from;
    }

    /** A version by its number, or {@code latest}. */
    static String version(String model, String version) {
        return model(model) + "/versions/" + encoded(version);
    }

    static String inclusion(String model, int version, String device) {
        return model(model) + "/versions/" + version + "/inclusion/" + Ids.device(device);
    }

    static String chunk(String model, String sha256) {
        return model(model) + "/chunks/" + encoded(sha256);
    }

    static String start(String model, String sha256, int chunk) {
        return model(model) + "/starts/" + Sha256.requireHex("start", sha256) + "/chunks/" + chunk;
    }

    static String network(String model, String sha256, int part) {
        return model(model) + "/networks/" + Sha256.requireHex("network", sha256) + "/parts/" + part;
    }

    private static String page(String first, String after) {
        return first + "&after=" + encoded(after);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(Fields.given("after, version or hash", text), StandardCharsets.UTF_8).replace("+",
                "%20");
    }
}
