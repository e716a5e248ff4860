package io.tributary.client.internal.transport;

import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, cut off when it takes too long or the answer grows too large: a peer that never stops sending costs
 * a connection and no more.
 */
final class Exchange {
    private static final int CANCEL = 8; // the HTTP/2 code; over HTTP/1.1 a reset closes the connection
    private static final int FIRST_REFUSAL = 400;
    private static final int MOST_DIGITS = 18;
    private static final byte[] NO_ROOM = {};
    private final Vertx vertx;
    private final HttpClient client;
    private final Bounds bounds;

    /**
     * What an exchange may cost.
     *
     * @param bytes most bytes of the answer's body
     * @param time from the connection on to the last byte
     */
    record Bounds(int bytes, Duration time) {}

    /** A whole answer. */
    record Answer(int status, MultiMap headers, byte[] body) {
        @Nullable
        String header(CharSequence name) {
            return headers.get(name);
        }
    }

    Exchange(Vertx vertx, HttpClient client, Bounds bounds) {
        this.vertx = vertx;
        this.client = client;
        this.bounds = bounds;
    }

    Future<Answer> perform(RequestOptions options, Function<HttpClientRequest, Future<HttpClientResponse>> send) {
        return perform(options, NO_ROOM, send);
    }

    /** The same, with an array that an answer of exactly its length is read into, and is then the answer's body. */
    Future<Answer> perform(RequestOptions options, byte[] room,
            Function<HttpClientRequest, Future<HttpClientResponse>> send) {
        return client.request(options).compose(request -> {
            long timer = vertx.setTimer(Math.max(1, bounds.time().toMillis()), late -> request.reset(CANCEL,
                    new TransportException("no whole answer within " + bounds.time())));
            return send.apply(request).compose(response -> read(request, response, room))
                    .onComplete(done -> vertx.cancelTimer(timer))
                    .onSuccess(answer -> closeIfRefused(request, answer));
        });
    }

    /** A refusal may have overtaken the request's body, of which the rest is then never sent: no later request may wait for it. */
    private static void closeIfRefused(HttpClientRequest request, Answer answer) {
        if (answer.status() >= FIRST_REFUSAL) {
            request.connection().close();
        }
    }

    private Future<Answer> read(HttpClientRequest request, HttpClientResponse response, byte[] room) {
        Promise<Answer> answer = Promise.promise();
        long declared = declared(response);
        if (declared > bounds.bytes()) {
            cutOff(request, answer, declared);
            return answer.future();
        }
        AnswerBody body = AnswerBody.of((int) declared, room); // at most what is allowed: just checked
        response.exceptionHandler(answer::tryFail);
        response.handler(part -> {
            if (body.length() + (long) part.length() > bounds.bytes()) {
                cutOff(request, answer, body.length() + (long) part.length());
            } else {
                body.add(part);
            }
        });
        response.endHandler(end -> answer.tryComplete(new Answer(response.statusCode(), response.headers(),
                body.bytes())));
        return answer.future();
    }

    private void cutOff(HttpClientRequest request, Promise<Answer> answer, long length) {
        answer.tryFail(new RejectedException(Reason.TOO_LARGE,
                "the answer has at least " + length + " bytes where " + bounds.bytes() + " are the most"));
        request.reset(CANCEL);
    }

    /** The length that the answer announces, -1 if it announces none that is a number. */
    private static long declared(HttpClientResponse response) {
        String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && isNumber(length) ? Long.parseLong(length) : -1;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
