package io.tributary.coordinator.http.entrance;

import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.WireJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/**
 * What goes back: a status, a body and the headers beside its length.
 *
 * @param body may be empty
 */
public record Reply(int status, byte[] body, Map<String, String> headers) {
    private static final byte[] NOTHING = new byte[0];
    private static final String TYPE = "content-type";

    public static Reply json(int status, Object message) {
        return new Reply(status, WireJson.write(message),
                Map.of(TYPE, "application/json", "cache-control", "no-store"));
    }

    /** A refusal, its code in a header as well: the answer to a HEAD has no body to tell it in. */
    public static Reply problem(Problem problem) {
        return new Reply(problem.status(), WireJson.write(problem), Map.of(TYPE, "application/problem+json",
                "cache-control", "no-store", "tributary-reason", problem.code().code()));
    }

    public static Reply bytes(byte[] body, String type, Map<String, String> headers) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.put(TYPE, type);
        return new Reply(200, body, Map.copyOf(all));
    }

    /** The same with more headers. */
    public Reply with(Map<String, String> more) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.putAll(more);
        return new Reply(status, body, Map.copyOf(all));
    }

    /** Sends it, where nobody waits for its end: for short ones alone. */
    public void send(HttpServerResponse response) {
        if (!response.closed() && !response.ended()) {
            response.setStatusCode(status);
            headers.forEach(response::putHeader);
            response.end(Buffer.buffer(body));
        }
    }

    public static Reply noContent() {
        return new Reply(204, NOTHING, Map.of());
    }
}
