package io.tributary.client.fake;

import io.tributary.protocol.Reason;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.WireJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicLong;

/** What a request gets instead of its answer. */
@FunctionalInterface
public interface Fault {
    void answer(HttpServerRequest request);

    static Fault refuse(Reason reason) {
        return refuse(reason, "scripted");
    }

    /** A problem, as a coordinator that refuses sends it. */
    static Fault refuse(Reason reason, String detail) {
        return request -> request.response().setStatusCode(reason.status())
                .putHeader("content-type", "application/problem+json").putHeader("tributary-reason", reason.code())
                .end(Buffer.buffer(WireJson.write(Problem.of(reason, detail))));
    }

    /** A status with no problem in it, as proxies send. */
    static Fault status(int status) {
        return request -> request.response().setStatusCode(status).end("<html>");
    }

    static Fault body(String body) {
        return request -> request.response().end(body);
    }

    /** An answer that goes on as long as it is read; counts what was sent. */
    static Fault endless(AtomicLong sent) {
        Buffer block = Buffer.buffer(new byte[64 * 1024]);
        return request -> {
            HttpServerResponse response = request.response().setChunked(true);
            pour(response, block, sent);
        };
    }

    private static void pour(HttpServerResponse response, Buffer block, AtomicLong sent) {
        response.write(block).onSuccess(written -> {
            sent.addAndGet(block.length());
            pour(response, block, sent);
        });
    }

    static Fault drop() {
        return request -> request.connection().close();
    }
}
